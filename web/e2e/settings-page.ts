import type { Locator, Page } from '@playwright/test';

/** A page of the settings, or of an admin, as people name its parts. */
export class SettingsPage {
  readonly heading: Locator;
  readonly dialog: Locator;
  readonly toasts: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.dialog = page.getByRole('dialog');
    this.toasts = page.getByRole('region', { name: /Notifications/ });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  /** Waits until the page reacts: the toast list only exists once React has taken over. */
  async ready(): Promise<void> {
    await this.toasts.waitFor({ state: 'attached' });
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The rows of a list. */
  items(list: string): Locator {
    return this.page.getByRole('list', { name: list, exact: true }).getByRole('listitem');
  }

  /** Fills in the password that a dialog asks for, and goes on. */
  async confirm(password: string, action: string): Promise<void> {
    await this.dialog.getByLabel('Your password', { exact: true }).fill(password);
    await this.dialog.getByRole('button', { name: action, exact: true }).click();
  }
}

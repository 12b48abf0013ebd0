import type { Locator, Page } from '@playwright/test';

/** A settings or admin page by the names that users see. */
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

  /** Waits for hydration: the list of notifications exists only after it. */
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

  /** Fills in the password that a dialog asks for, and presses the button named `action`. */
  async confirm(password: string, action: string): Promise<void> {
    await this.dialog.getByLabel('Your password', { exact: true }).fill(password);
    await this.dialog.getByRole('button', { name: action, exact: true }).click();
  }

  /** Selects an entry of a user's menu. With `action`, also presses that button in the confirmation dialog. */
  async act(username: string, entry: string, action?: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${username}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
    if (action === undefined) return;
    await this.dialog.getByRole('button', { name: action, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}

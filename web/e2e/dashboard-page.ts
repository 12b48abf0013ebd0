import type { Locator, Page } from '@playwright/test';

const submenus: Readonly<Record<string, string>> = {
  'To do': 'Status',
  'In progress': 'Status',
  Completed: 'Status',
  High: 'Priority',
  Medium: 'Priority',
  Low: 'Priority',
};

/** The dashboard by the names that users see. */
export class DashboardPage {
  readonly quickAdd: Locator;
  readonly search: Locator;
  readonly heading: Locator;
  readonly rows: Locator;
  readonly dialog: Locator;
  /** The form of one task. */
  readonly editor: Locator;
  readonly toasts: Locator;

  constructor(readonly page: Page) {
    this.quickAdd = page.getByLabel('New task title');
    this.search = page.getByLabel('Search tasks');
    this.heading = page.getByRole('heading', { level: 1 });
    this.rows = page.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
    this.dialog = page.getByRole('dialog');
    this.editor = page.getByRole('dialog', { name: /^(New|Edit) task$/ });
    this.toasts = page.getByRole('region', { name: /Notifications/ });
  }

  async open(path = '/dashboard'): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  /** Waits for hydration: the list of notifications exists only after it. */
  async ready(): Promise<void> {
    await this.toasts.waitFor({ state: 'attached' });
  }

  row(title: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('button', { name: title, exact: true }) });
  }

  titles(): Promise<string[]> {
    return this.rows.locator('[data-row-focus]').allTextContents();
  }

  async add(title: string): Promise<void> {
    await this.quickAdd.fill(title);
    await this.quickAdd.press('Enter');
  }

  /** Clicks one entry of a task's menu. */
  async choose(title: string, entry: string): Promise<void> {
    await this.row(title)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    const submenu = submenus[entry];
    if (submenu !== undefined) await this.page.getByRole('menuitem', { name: submenu }).click();
    // In steps, like a hand: a pointer that jumps closes a submenu.
    await this.page.getByRole('menu').last().getByText(entry, { exact: true }).click({ steps: 8 });
  }

  async edit(title: string): Promise<void> {
    await this.row(title).getByRole('button', { name: title, exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of/ }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.page.waitForURL('**/login');
  }
}

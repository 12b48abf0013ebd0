import type { Locator, Page } from '@playwright/test';

/** The sign-in page by the names that users see. */
export class LoginPage {
  readonly username: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly passkey: Locator;

  constructor(readonly page: Page) {
    this.username = page.getByLabel('Username or email');
    this.password = page.getByLabel('Password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Sign in', exact: true });
    this.passkey = page.getByRole('button', { name: 'Sign in with a passkey' });
  }

  /** Fills in and submits the form of the open page. */
  async signIn(name: string, password: string): Promise<void> {
    await this.username.fill(name);
    await this.password.fill(password);
    await this.submit.click();
  }
}

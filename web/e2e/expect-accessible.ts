import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** All rules up to level AA, also those that axe leaves out unless they are asked for. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];

/** Empty elements of Radix around menus and notifications, which pass the focus on at once. A rule takes them for controls. */
const focusGuards = '[data-radix-focus-guard], [aria-label^="Notifications"] > span';

export async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).exclude(focusGuards).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect.soft(found, state).toEqual([]);
}

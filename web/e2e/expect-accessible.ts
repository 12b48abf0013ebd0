import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @param overPage whether a menu is open: menus are at the end of the body, outside of all landmarks */
export async function expectAccessible(page: Page, state: string, overPage = false): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(tags).disableRules(overPage ? ['region'] : []);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect.soft(found, state).toEqual([]);
}

/**
 * Text of this tab that survives a reload and ends with the tab. Storage throws when it is full or switched off; then the
 * text lives as long as the page.
 */
export const tabStorage = {
  read: (key: string): string | null => attempt(() => sessionStorage.getItem(key)) ?? null,
  write: (key: string, text: string): void => attempt(() => sessionStorage.setItem(key, text)),
  remove: (key: string): void => attempt(() => sessionStorage.removeItem(key)),
  clear: (): void => attempt(() => sessionStorage.clear()),
};

function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

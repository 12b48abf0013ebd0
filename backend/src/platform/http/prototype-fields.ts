/** Names that reach an object's prototype. No field of ours has one of them. */
const refused = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The paths of fields, at any depth, whose name reaches a prototype. Not recursive: a body can be nested deeper than the
 * stack.
 */
export function prototypeFields(value: unknown): string[] {
  const found: string[] = [];
  const waiting = [{ path: '', value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [name, child] of Object.entries(next.value)) {
      const path = next.path === '' ? name : `${next.path}.${name}`;
      if (refused.has(name)) found.push(path);
      // Only the last parts of a deep path are kept: a path of 60,000 parts would take memory for each of them.
      else waiting.push({ path: path.slice(-200), value: child });
    }
  }
  return found;
}

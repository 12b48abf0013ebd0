// The engine's host for policy packs compiles TypeScript with its own compiler, which refuses `.ts` in imports and has no
// option for it. From a JavaScript entry, Node loads the TypeScript as it loads the program.
import './start.ts';

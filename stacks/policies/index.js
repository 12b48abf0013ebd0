// The engine's host for policy packs compiles TypeScript by itself, with a compiler that refuses `.ts` in imports, and takes
// no option against it. Entered by JavaScript, Node loads the rest as it loads the program.
import './start.ts';

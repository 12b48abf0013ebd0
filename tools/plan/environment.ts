import process from 'node:process';

/** What `plan` takes from the machine beside its arguments; no AWS variable is among it. */

/** Colour for people at a terminal, plain text for pipes and files; `NO_COLOR` (https://no-color.org) means plain. */
export const wantsColour = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';

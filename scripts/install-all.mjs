import { install, runScript } from './install.mjs'

// Before tools that are called by name: whoever has only started the stack has not installed them yet.

await runScript(() => install())

// Draws the pictures that the image vendors of the sandbox cut their paintings from. They are committed; run this again
// only to change them: node --conditions=mudig-source --import=tsx packages/sandbox/src/scenes/draw.ts [name ...]
import { writeFile } from 'node:fs/promises'
import { drawScene } from './drawing.js'
import { sceneSide } from './prepared.js'
import { scenes } from './scenes.js'

const names = new Set(process.argv.slice(2))
for (const { name, prompt, foreground } of scenes) {
  if (names.size > 0 && !names.has(name)) continue
  await writeFile(
    new URL(`pictures/${name}.webp`, import.meta.url),
    await drawScene({ prompt, foreground, side: sceneSide }),
  )
}

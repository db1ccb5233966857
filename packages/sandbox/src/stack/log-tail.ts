import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

export interface LogTail {
  /** Hands on what is there and stops. */
  close(): void
}

const everyMs = 200

/**
 * Hands on each line that is added to a file. Children write to files and not to pipes of the launcher, so that they go
 * on writing, and the file is whole, when the launcher is killed.
 */
export const tailLog = (path: string, onLine: (line: string) => void): LogTail => {
  const file = openSync(path, 'r')
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(64 * 1024)
  let at = fstatSync(file).size
  let rest = ''
  const read = (): void => {
    for (;;) {
      const count = readSync(file, buffer, 0, buffer.length, at)
      if (count === 0) return
      at += count
      const lines = (rest + decoder.write(buffer.subarray(0, count))).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') onLine(line)
    }
  }
  const timer = setInterval(read, everyMs)
  timer.unref()
  return {
    close: () => {
      clearInterval(timer)
      read()
      if (rest !== '') onLine(rest)
      closeSync(file)
    },
  }
}

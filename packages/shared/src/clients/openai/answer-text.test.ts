import t from 'tap'
import { createStreamedDocument, type StreamedValue } from './streamed-document.js'

const paths = ['$.title', '$.songs.*']
const object = '{"title":"밤 \\" }{ 길", "songs":[{"singer":"A","song":"B"},{"singer":"C","song":"{\\\\"}]}'
const values = [
  { path: '$.title', value: '밤 " }{ 길' },
  { path: '$.songs.*', value: { singer: 'A', song: 'B' } },
  { path: '$.songs.*', value: { singer: 'C', song: '{\\' } },
]

/** The answer in pieces of so many characters. */
const read = (answer: string, size: number): StreamedValue[] => {
  const document = createStreamedDocument(paths)
  const seen: StreamedValue[] = []
  for (let at = 0; at < answer.length; at += size) {
    document.write(answer.slice(at, at + size))
    seen.push(...document.completed())
  }
  document.end()
  seen.push(...document.completed())
  return seen
}

const draft = '{"title":"a draft","songs":[{"singer":"X","song":"Y"}]}'

for (const [what, answer] of [
  ['nothing around it', object],
  ['white space', ` \r\n\t${object}\n\n `],
  ['a byte order mark', `\uFEFF${object}`],
  ['a fence', `\`\`\`json\n${object}\n\`\`\``],
  ['a fence that names no language', `\`\`\`\n${object}\n\`\`\`\n`],
  ['a fence in capitals and Windows lines', `\`\`\`JSON\r\n${object}\r\n\`\`\`\r\n`],
  ['a fence of tildes', `~~~json\n${object}\n~~~`],
  ['a fence that is not closed', `\`\`\`json\n${object}`],
  ['a fence and text', `Here is your playlist:\n\n\`\`\`json\n${object}\n\`\`\`\n\nEnjoy! {and} have "fun" [1]`],
  ['a byte order mark within a fence', `\`\`\`json\n\uFEFF${object}\n\`\`\``],
  ['a sentence', `Sure! Here you are: ${object}`],
  ['a sentence with braces', `I fill {title} and {songs}, or { nothing }: ${object}`],
  ['a sentence behind it', `${object} Have fun :}`],
  ['a list around it', `[${object}]`],
  ['quotes around it', `"${object}"`],
  ['tags around it', `<answer>${object}</answer>`],
  ['the name of the format', `json\n${object}`],
  ['a thought', `<think>\nThe listener is sad.\n</think>\n\n${object}`],
  ['an empty thought', `<think></think>${object}`],
  ['a thought with a draft', `<think>${draft}</think>\`\`\`json\n${object}\n\`\`\``],
  ['two thoughts', `<think>${draft}</think>\n<think>no, ${draft}</think>${object}`],
  ['a thought of another model', `<thinking>${draft}</thinking>${object}`],
  ['a thought of a third', `[THINK]${draft}[/THINK]${object}`],
  [
    'a thought in a channel',
    `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final<|message|>${object}<|return|>`,
  ],
  ['a thought that ends without having begun', `Let me see. </think>\n${object}`],
  ['a thought in capitals', `<THINK>${draft}</THINK>${object}`],
  ['a thought whose beginning the server kept', `Let me draft: ${draft} Good.\n</think>\n${object}`],
  [
    'a thought whose beginning the server kept, then a fence',
    `Draft \`\`\`json\n${draft}\n\`\`\`</think>\n\`\`\`json\n${object}\n\`\`\``,
  ],
  ['a thought with attributes', `<think type="x" depth='2'>${draft}</think>${object}`],
  ['a thought of a name space', `<seed:think>${draft}</seed:think>${object}`],
  [
    'a thought of a fourth',
    `<|begin_of_thought|>${draft}<|end_of_thought|>\n<|begin_of_solution|>${object}<|end_of_solution|>`,
  ],
  ['a thought of a fifth', `<|START_THINKING|>${draft}<|END_THINKING|><|START_RESPONSE|>${object}<|END_RESPONSE|>`],
  ['a thought of a sixth', `◁think▷${draft}◁/think▷${object}`],
  ['a thought of a seventh', `<unused94>thought\n${draft}<unused95>${object}`],
  ['a thought within a thought', `<think>a <think>${draft}</think>${draft}</think>${object}`],
  ['a thought that speaks of its tag', `<think>I must not use <think> twice: ${draft}</think>${object}`],
  ['a thought that speaks of its end', `<think>I end with </think> and write ${draft}</think>${object}`],
  ['a thought behind words', `Okay. <think>${draft}</think>${object}`],
  ['a thought in quotes', `> hm ${draft}\n\nAnswer: ${object}`],
  ['a draft in a fence', `Draft: \`\`\`json\n${draft}\n\`\`\` Final: \`\`\`json\n${object}\n\`\`\``],
  ['a numbered draft', `1. ${draft}\n2. no:\n${object}`],
  ['an empty object in a sentence', `I fill the {} object: ${object}`],
  ['an empty object before it', `{} ${object}`],
  ['braces as tags', `{thinking} ${draft} {/thinking} ${object}`],
  ['a thought of a server', `<details type="reasoning">${draft}</details>\n${object}`],
  ['tags around a draft', `<answer>${draft}</answer> wait <answer>${object}</answer>`],
  ['the format in a sentence', `Format is {"title": ...}. Answer: ${object}`],
  ['the format as JSON', `The songs are {"singer": "s", "song": "t"}. Answer: ${object}`],
  ['half the format behind it', `Here: ${object} I kept to {"title": "…"}.`],
  ['a quote that is not closed in a sentence', `I fill {"title: and "songs}: ${object}`],
  ['something else behind it', `Here: ${object} For more send {"more": true}`],
  ['something else behind it that comes first', `${object} For more send {"more": true}`],
  ['tokens of the template', `<|start|>assistant<|message|>${object}`],
  ['two braces', `{${object}}`],
] as const) {
  t.test(`an answer with ${what}`, async t => {
    for (const size of [1, 3, 7, 10_000]) t.strictSame(read(answer, size), values, `in pieces of ${size}`)
  })
}

t.test('white space within the object', async t => {
  t.strictSame(read('{\n\n  "title" : "a" ,\n "songs":[ ] }', 2), [{ path: '$.title', value: 'a' }])
  t.strictSame(read('```json\n{ }\n```', 1), [])
})

for (const [what, answer] of [
  ['nothing', ''],
  ['white space', '  \n'],
  ['a fence around nothing', '```json\n```'],
  ['a refusal in words', "I'm sorry, but I can't help with that."],
  ['a list', '[1,2,3]'],
  ['half an object', `\`\`\`json\n${object.slice(0, 40)}\n\`\`\``],
  ['half an object that is cut', object.slice(0, 40)],
  ['a thought without an end', `<think>${object}`],
  ['two objects', `${object}${object}`],
  ['two objects on two lines', `${object}\n${object}`],
  ['two objects behind a sentence', `Sure: ${object}${object}`],
  ['two fences', `\`\`\`json\n${draft}\n\`\`\`\nFinal:\n\`\`\`json\n${object}\n\`\`\``],
  ['an object that turns out to be a thought', `${draft}\n</think>\n${object}`],
  ['a draft, then half an object', `Draft: ${draft} Final: ${object.slice(0, 40)}`],
  ['a draft, then half an object between values', `Draft: ${draft} Final: {"title":"a",`],
  ['a draft in a thought, then words', `${draft} hm </think> I cannot do that.`],
  ['a thought without an end behind words', `Okay. <think>${draft}`],
  ['something else behind a sentence', 'Here: {"more": true}'],
  ['names without quotes', '{title: "a"}'],
  ['what only looks like an object', '{"title" "a"}'],
] as const) {
  t.test(`${what} is no answer`, async t => {
    for (const size of [1, 7, 10_000])
      t.throws(() => read(answer, size), { code: 'chat_malformed' }, `in pieces of ${size}`)
  })
}

t.test('a value is there with its last character, whatever stands before the object', async t => {
  const document = createStreamedDocument(paths)
  document.write('<think>hm</think>```json\n{"title":"a"')
  t.strictSame(document.completed(), [{ path: '$.title', value: 'a' }])
})

t.test('a value of an answer that began with words is there at the end', async t => {
  const document = createStreamedDocument(paths)
  document.write(`Sure: ${object}`)
  t.strictSame(document.completed(), [])
  document.end()
  t.strictSame(document.completed(), values)
})

t.test('members may come in any order and more than once', async t => {
  t.strictSame(read('{"songs":[{"song":"B","singer":"A"}],"title":"a","title":"b"}', 3), [
    { path: '$.songs.*', value: { song: 'B', singer: 'A' } },
    { path: '$.title', value: 'a' },
    { path: '$.title', value: 'b' },
  ])
})

t.test('text without end is read once', async t => {
  const document = createStreamedDocument(paths)
  const startedAt = performance.now()
  document.write('{')
  for (let n = 0; n < 300_000; n++) document.write('    ')
  document.write('"title":"a"}')
  document.end()
  t.strictSame(document.completed(), [{ path: '$.title', value: 'a' }])
  t.comment(`${Math.round(performance.now() - startedAt)} ms for 1.2 MB of white space in pieces of four`)
})

t.test('braces without end are not read again from each of them', async t => {
  for (const part of ['{"a":', '{"', '{ "a":{} ', '<think>', '</think>', '<', '{"a":"\\', 'Draft {"title":"a"} ']) {
    const document = createStreamedDocument(paths)
    const startedAt = performance.now()
    document.write('Sure: ')
    for (let n = 0; n < 300; n++) document.write(part.repeat(500))
    try {
      document.end()
    } catch (error) {
      t.match(error, { code: 'chat_malformed' })
    }
    t.comment(`${Math.round(performance.now() - startedAt)} ms for 150,000 times ${part}`)
  }
})

import { MediaAddress } from '@mudig/shared/core/media-address'
import Fastify from 'fastify'
import t from 'tap'
import { Type } from 'typebox'
import { mediaAddresses } from './media-addresses.js'

const Person = Type.Object({ name: Type.String(), profile: Type.Object({ picture: MediaAddress() }) })
const Answer = Type.Object({
  people: Type.Array(Person),
  first: Type.Union([Person, Type.Null()]),
  images: Type.Array(MediaAddress()),
  none: MediaAddress(),
})

t.test('keys become addresses wherever the schema says so, and nowhere else', async t => {
  const app = Fastify()
  app.decorate('config', { publicUrl: 'https://api.example.com/v1' } as never)
  await app.register(mediaAddresses)
  const ann = { name: 'profile/a.webp', profile: { picture: 'profile/a.webp' } }
  const answer = { people: [ann, ann], first: null, images: ['post/b.webp'], none: '' }
  app.get('/', { schema: { response: { 200: Answer } } }, async () => answer)
  app.get('/one', { schema: { response: { 200: Answer } } }, async () => ({ ...answer, people: [], first: ann }))
  const shown = { name: 'profile/a.webp', profile: { picture: 'https://api.example.com/v1/media/profile/a.webp' } }
  t.strictSame((await app.inject('/')).json(), {
    people: [shown, shown],
    first: null,
    images: ['https://api.example.com/v1/media/post/b.webp'],
    none: '',
  })
  t.strictSame((await app.inject('/one')).json().first, shown)
  t.strictSame(ann.profile.picture, 'profile/a.webp', 'what the handler has stays as it is')
})

import { createPost } from '@mudig/db/posts/create'
import type { AddDemo, Demo } from '../core/demo.js'

interface DemoPost {
  /** Of the demo account that wrote it. */
  email: string
  text: string
  tags: readonly string[]
}

export const demoPosts: readonly DemoPost[] = [
  {
    email: 'listener@mudig.local',
    text: '올해 첫 귤을 땄어요. 노지라 못생겼지만 달아요.\n#제주 #감귤',
    tags: ['농장일기'],
  },
  {
    email: 'listener@mudig.local',
    text: '비 오는 날은 창고에서 선별. 라디오가 제일 좋은 동료입니다.',
    tags: ['농장일기', '비'],
  },
  {
    email: 'digger@mudig.local',
    text: '동묘에서 찾은 1978년 초판. 소리가 아직 살아 있습니다. #LP',
    tags: ['중고음반'],
  },
  { email: 'digger@mudig.local', text: '턴테이블 바늘 바꾸는 법, 사진으로 정리하는 중.', tags: ['LP'] },
  { email: 'dancer@mudig.local', text: '주말 연습실 같이 쓰실 분! 홍대 근처, 두 시간.', tags: ['연습실', '모집'] },
  {
    email: 'ost@mudig.local',
    text: '어제 본 영화의 음악이 아직도 머릿속에. 제목 맞히면 포스터 드려요. #OST',
    tags: ['영화음악'],
  },
]

const addPosts: AddDemo = async (trx, idOf) => {
  let added = 0
  for (const { email, text, tags } of demoPosts) {
    const id = idOf(email)
    if (id === undefined) continue
    const there = await trx
      .selectFrom('posts')
      .select('id')
      .where('owner', '=', id)
      .where('text', '=', text)
      .executeTakeFirst()
    if (there) continue
    await createPost(trx, { id, request_id: 'demo' }, { text, tags }, { perDay: Number.MAX_SAFE_INTEGER })
    added += 1
  }
  return added
}

export const demo: Demo = { adds: { posts: addPosts } }

import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isLikedBy } from '../subjects/likes.js'
import { socialUser } from '../subjects/social-user.js'
import { twoNewestThreads } from '../subjects/threads.js'
import { isPublic, isVisible } from '../subjects/visible.js'
import { picturesOf } from './pictures.js'
import { postSubject } from './subject.js'

export type PostState = 'draft' | 'published' | 'hidden'

/** Subjects `s` that are posts. */
export const ofKind = sql<boolean>`s.kind = ${sql.lit(postSubject.name)}`

/** A post's state as the wire has it, over an alias `s`. */
const stateOf = sql<PostState>`case when s.state = 'draft' then 'draft' when ${isPublic} then 'published' else 'hidden' end`

/**
 * The wire's posts over aliases `s` of subjects and `p` of posts, as the viewer sees them; whether they may be seen is
 * for the caller to say.
 * @param owner where all are one person's: whose, so that they are looked up once
 */
export const selectPosts = (db: Db, viewer: number, owner: Expression<number> = sql.ref('s.owner')) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('posts as p', 'p.id', 's.id')
    .innerJoin('post_counts as v', 'v.post_id', 'p.id')
    .select(({ ref }) => [
      'p.id',
      'p.seq',
      'p.uuid',
      socialUser(viewer, owner).as('user'),
      'p.category',
      'p.text',
      sql<string[]>`array(
        select g.name from post_tags x join tags g on g.id = x.tag_id where x.post_id = p.id order by x.position)`.as(
        'tags',
      ),
      picturesOf(viewer).as('pictures'),
      stateOf.as('state'),
      'v.view_count as views_count',
      's.like_count as likes_count',
      's.comment_count as comments_count',
      isLikedBy(viewer).as('is_liked'),
      twoNewestThreads(viewer, ref('s.id')).as('comments'),
      sql<Date>`coalesce(p.published_at, p.created_at)`.as('created_at'),
      'p.edited_at',
    ])

const byUuid = prepare((db, { uuid, viewer }: { uuid: string; viewer: number }) =>
  selectPosts(db, viewer).where('p.uuid', '=', uuid).where(isVisible(viewer)),
)

export type PostRow = Awaited<ReturnType<typeof byUuid>>[number]

/** A post as the viewer sees it; undefined where there is none for them. */
export const findPost = async (db: Db, uuid: string, viewer: number): Promise<PostRow | undefined> =>
  (await byUuid(db, { uuid, viewer }))[0]

const idByUuid = prepare((db, { uuid }: { uuid: string }) =>
  db.selectFrom('posts').select('id').where('uuid', '=', uuid),
)

/** The id of a post, whoever may see it; 0, which no row has, where there is none. */
export const postIdOf = async (db: Db, uuid: string): Promise<number> => (await idByUuid(db, { uuid }))[0]?.id ?? 0

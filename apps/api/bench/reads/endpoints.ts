import type { Db } from '@mudig/db/core/client'
import { sql } from 'kysely'

export interface Ask {
  method: 'GET' | 'POST'
  path: string
  body?: object
  /** Who asks: id of a user. Undefined where nobody has to be signed in. */
  viewer: number | undefined
}

/**
 * Rows of a crowd that the requests are about: some from everywhere, and the most popular ones, whose answers are the
 * largest.
 */
export interface Cast {
  viewers: number[]
  people: number[]
  playlists: { id: number; slug: string }[]
  jobs: { id: number; viewer: number }[]
}

const each = 10

export const castOf = async (db: Db): Promise<Cast> => {
  const rows = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows
  const viewers = await rows(sql<{ id: number }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from users)
    select (select id from users where is_active and id >= first + span * n / ${each}::int order by id limit 1) as id
    from bounds, generate_series(0, ${each - 1}) n`)
  const people = await rows(sql<{ id: number }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from users)
    select (select id from users where is_active and id >= first + span * n / ${each}::int + 11 order by id limit 1) as id
    from bounds, generate_series(0, ${each - 2}) n
    union all (select id from users where is_active order by follower_count desc limit 1)`)
  const playlists = await rows(sql<{ id: number; slug: string }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from playlists), chosen as (
      select (select s.id from subjects s join users u on u.id = s.owner
        where s.kind = 'playlist' and s.id >= first + span * n / ${each}::int and s.state = 'ready' and s.visibility = 'public' and u.is_active
        order by s.id limit 1) as id
      from bounds, generate_series(0, ${each - 2}) n
      union all (select id from subjects where kind = 'playlist' order by comment_count desc, like_count desc limit 1))
    select p.id, p.slug from chosen join playlists p using (id)`)
  return { viewers: viewers.map(row => row.id), people: people.map(row => row.id), playlists, jobs: await digJobs(db) }
}

/** Some finished digs, with the ledger's rows that a dig leaves behind. */
const digJobs = async (db: Db): Promise<Cast['jobs']> => {
  const { rows } = await sql<{ id: number; viewer: number }>`
    insert into jobs (queue, payload, state, subject, user_id, failures_allowed, attempt, finished_at)
    select 'playlists.compose', jsonb_build_object('v', 1, 'playlist_id', p.id), 'done', 'playlist/' || p.id, p.writer, 4, 1, now()
    from playlists p join users u on u.id = p.writer where u.is_active order by p.id desc limit ${each}
    returning id, user_id as viewer`.execute(db)
  return rows
}

const words = [
  '새벽',
  '비',
  '푸른 바다',
  'Midnight',
  'silver riv',
  '드라이브',
  'ㅅㅂ',
  '조용힌 골목',
  'Blue Pancake',
  '고양이처럼',
]

/** Each read endpoint with the requests that it is measured by. */
export const endpoints = ({ viewers, people, playlists, jobs }: Cast): Record<string, Ask[]> => {
  const viewer = (n: number) => viewers[n % viewers.length]!
  const get = (paths: string[]): Ask[] => paths.map((path, n) => ({ method: 'GET', path, viewer: viewer(n) }))
  const everybody = (path: string) => get(viewers.map(() => path))
  return {
    'GET /playlist': everybody('/playlist'),
    'GET /playlist/detail/{id}': get(playlists.map(({ id }) => `/playlist/detail/${id}`)),
    'GET /playlist/comments/{id}': get(playlists.map(({ id }) => `/playlist/comments/${id}`)),
    'GET /playlist/shared/{slug}': playlists.map(({ slug }) => ({
      method: 'GET',
      path: `/playlist/shared/${slug}`,
      viewer: undefined,
    })),
    'GET /playlist/myplaylist': everybody('/playlist/myplaylist'),
    'GET /playlist/music?limit=50': everybody('/playlist/music?limit=50'),
    'GET /playlist/music': everybody('/playlist/music'),
    'GET /playlist/search': get(words.map(word => `/playlist/search?query=${encodeURIComponent(word)}`)),
    'GET /playlist/searchmusic': get(words.map(word => `/playlist/searchmusic?query=${encodeURIComponent(word)}`)),
    'POST /playlist/random-mv': viewers.map(id => ({
      method: 'POST',
      path: '/playlist/random-mv',
      body: { already_musiclist: '' },
      viewer: id,
    })),
    'GET /playlist/jobs/{id}': jobs.map(({ id, viewer }) => ({ method: 'GET', path: `/playlist/jobs/${id}`, viewer })),
    'GET /user/profile': everybody('/user/profile'),
    'GET /user/profile/{id}': get(people.map(id => `/user/profile/${id}`)),
    'GET /user/{id}/followers': get(people.map(id => `/user/${id}/followers`)),
    'GET /user/{id}/following': get(people.map(id => `/user/${id}/following`)),
    'GET /notification': everybody('/notification'),
  }
}

/** Rows of a crowd of posts: readers who follow some two thousand, readers who follow few, and the most popular. */
export interface PostsCast {
  keen: number[]
  others: number[]
  handles: string[]
  posts: string[]
  tags: string[]
}

export const postsCastOf = async (db: Db): Promise<PostsCast> => {
  const rows = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows
  const keen = await rows(sql<{ id: number }>`
    select id from users where is_active order by following_count desc, id limit ${each}`)
  const others = await rows(sql<{ id: number }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from users)
    select (select id from users where is_active and following_count < 1000 and id >= first + span * n / ${each}::int + 3 order by id limit 1) as id
    from bounds, generate_series(0, ${each - 1}) n`)
  const people = await rows(sql<{ handle: string }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from users)
    select (select handle from users where is_active and id >= first + span * n / ${each}::int + 11 order by id limit 1) as handle
    from bounds, generate_series(0, ${each - 1}) n`)
  const posts = await rows(sql<{ uuid: string }>`
    with bounds as (select min(seq) as first, max(seq) - min(seq) as span from post_places), chosen as (
      select (select o.post_id from post_places o join users u on u.id = o.owner
        where o.seq >= first + span * n / ${each}::int and u.is_active order by o.seq limit 1) as id
      from bounds, generate_series(0, ${each - 2}) n
      union all (select id from subjects where kind = 'post' order by like_count desc limit 1))
    select p.uuid from chosen join posts p using (id)`)
  const tags = await rows(sql<{ name: string }>`select name from tags order by post_count desc limit ${each}`)
  return {
    keen: keen.map(row => row.id),
    others: others.map(row => row.id),
    handles: people.map(row => row.handle),
    posts: posts.map(row => row.uuid),
    tags: tags.map(row => row.name),
  }
}

const postWords = ['조용한', '푸른', '바다', 'Midnight', 'ㅈㅇㅎ', '귤', '오래된 골목', 'silver', 'ㅂㄷ', '없는말']

/** The hot reads of posts with the requests that they are measured by. */
export const postEndpoints = ({ keen, others, handles, posts, tags }: PostsCast): Record<string, Ask[]> => {
  const get = (paths: string[], viewers = keen): Ask[] =>
    paths.map((path, n) => ({ method: 'GET', path, viewer: viewers[n % viewers.length]! }))
  const everybody = (path: string, viewers = keen) =>
    get(
      viewers.map(() => path),
      viewers,
    )
  return {
    'GET /posts/follows, of 2,000': everybody('/posts/follows'),
    'GET /posts/follows, of few': everybody('/posts/follows', others),
    'GET /posts/latest': everybody('/posts/latest', others),
    'GET /posts/latest/{handle}': get(handles.map(handle => `/posts/latest/${handle}`)),
    'GET /posts/p?tags=': get(tags.map(tag => `/posts/p?tags=${encodeURIComponent(tag)}`)),
    'GET /posts/p?search=': get(postWords.map(word => `/posts/p?search=${encodeURIComponent(word)}`)),
    'GET /posts/p/{uuid}': get(posts.map(uuid => `/posts/p/${uuid}`)),
    'GET /likes/post-likes?uuid=': get(posts.map(uuid => `/likes/post-likes?uuid=${uuid}`)),
    'GET /comments?uuid=': get(posts.map(uuid => `/comments?uuid=${uuid}`)),
    'GET /posts/tags': everybody('/posts/tags'),
  }
}

/** Rows of a crowd of films: some from everywhere, and what the main page leads to, whose answers are the largest. */
export interface FilmsCast {
  viewers: number[]
  films: number[]
  nicknames: string[]
}

export const filmsCastOf = async (db: Db): Promise<FilmsCast> => {
  const rows = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows
  const people = await rows(sql<{ id: number; name: string }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from users), chosen as (
      select (select id from users where is_active and id >= first + span * n / ${each}::int + 3 order by id limit 1) as id
      from bounds, generate_series(0, ${each - 1}) n)
    select u.id, u.name from chosen join users u using (id)`)
  const films = await rows(sql<{ id: number }>`
    with bounds as (select min(id) as first, max(id) - min(id) as span from films)
    select (select id from films where id >= first + span * n / ${each}::int order by id limit 1) as id
    from bounds, generate_series(0, ${each - 2}) n
    union all (select film_id from film_stats order by rank_key desc limit 1)`)
  return {
    viewers: people.map(row => row.id),
    films: films.map(row => row.id),
    nicknames: people.map(row => row.name),
  }
}

const filmWords = [
  '새벽',
  '비',
  '푸른 바다',
  'Midnight',
  'ㅅㅂ',
  '조용힌 골목',
  'silver',
  '기생충',
  'ㅂㄷ',
  '없는말이다',
]

/** The hot reads of films with the requests that they are measured by. */
export const filmEndpoints = ({ viewers, films, nicknames }: FilmsCast): Record<string, Ask[]> => {
  const get = (paths: string[]): Ask[] =>
    paths.map((path, n) => ({ method: 'GET', path, viewer: viewers[n % viewers.length]! }))
  const search = (type: string) =>
    get(filmWords.map(word => `/api/v1/movies/search/?search_type=${type}&search_keyword=${encodeURIComponent(word)}`))
  return {
    'GET /movies/': get(viewers.map(() => '/api/v1/movies/')),
    'GET /movies/{pk}/': get(films.map(id => `/api/v1/movies/${id}/`)),
    'GET /movies/search/, movies': search('movies'),
    'GET /movies/search/, staff': search('staff'),
    'GET /movies/search/, member': search('member'),
    'GET /reviews/{pk}/': get(films.map(id => `/api/v1/reviews/${id}/`)),
    'GET /reviews/{pk}/?filter=following': get(films.map(id => `/api/v1/reviews/${id}/?filter=following`)),
    'GET /reviews/sentiment/{pk}/': get(films.map(id => `/api/v1/reviews/sentiment/${id}/`)),
    'GET /accounts/{nickname}/': get(nicknames.map(name => `/api/v1/accounts/${encodeURIComponent(name)}/`)),
  }
}

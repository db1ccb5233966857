// Generated from docs/openapi.json: npm run generate

/** Method, path, and whether the body is a form, by operation id. */
export const routes: Record<keyof operations, readonly [method: string, path: string, isForm?: true]> = {
  checkLiveness: ['GET', '/healthz'],
  checkReadiness: ['GET', '/readyz'],
  signIn: ['POST', '/user/login'],
  requestOtp: ['POST', '/user/otp'],
  verifyOtp: ['POST', '/user/otp/verify'],
  checkName: ['POST', '/user/checkname'],
  openAccount: ['POST', '/user/join', true],
  signOut: ['POST', '/user/logout'],
  refreshTokens: ['POST', '/user/api/token/refresh'],
  changePassword: ['PUT', '/user/changepassword'],
  requestEmailReminder: ['POST', '/user/findemail'],
  requestPasswordReset: ['POST', '/user/find_pw'],
  resetPassword: ['PUT', '/user/pwchange'],
  listSessions: ['GET', '/user/sessions'],
  endSessions: ['DELETE', '/user/sessions'],
  endSession: ['DELETE', '/user/sessions/{id}'],
  beginProviderSignIn: ['GET', '/user/login/{provider}'],
  completeProviderSignIn: ['POST', '/user/login/{provider}/callback'],
  openSocialAccount: ['POST', '/user/socialjoin', true],
  listIdentities: ['GET', '/user/identities'],
  beginIdentityLink: ['POST', '/user/identities/{provider}'],
  unlinkIdentity: ['DELETE', '/user/identities/{provider}'],
  completeIdentityLink: ['POST', '/user/identities/{provider}/callback'],
  signUp: ['POST', '/user/sign-up'],
  signUpInApp: ['POST', '/user/sign-up/app'],
  confirmSignUp: ['POST', '/user/sign-up/confirm'],
  signInAsClient: ['POST', '/user/sign-in'],
  signInWithGoogle: ['POST', '/user/sign-up/google'],
  signInToWeb: ['POST', '/accounts/login'],
  registerOnWeb: ['POST', '/accounts/registration'],
  confirmRegistration: ['POST', '/accounts/registration/verify-email'],
  beginGoogleSignIn: ['GET', '/accounts/google/login'],
  signInWithGoogleCode: ['POST', '/accounts/google/login'],
  refreshOnWeb: ['POST', '/accounts/token/refresh'],
  verifyToken: ['POST', '/accounts/token/verify'],
  signOutOfWeb: ['POST', '/accounts/logout'],
  changePasswordOnWeb: ['POST', '/accounts/password/change'],
  requestPasswordResetOnWeb: ['POST', '/accounts/password/reset'],
  confirmPasswordReset: ['POST', '/accounts/password/reset/confirm'],
  listPeople: ['GET', '/accounts/users'],
  getPerson: ['GET', '/accounts/users/{handle}'],
  editPerson: ['PATCH', '/accounts/users/{handle}'],
  replacePerson: ['PUT', '/accounts/users/{handle}'],
  closeAccountOnWeb: ['DELETE', '/accounts/users/{handle}'],
  closeAccount: ['DELETE', '/user/withdrawal'],
  reactivateAccount: ['PUT', '/user/reactivate'],
  requestExport: ['POST', '/user/export'],
  getExport: ['GET', '/user/export'],
  downloadExport: ['GET', '/user/export/{token}'],
  listJobs: ['GET', '/admin/jobs'],
  getJob: ['GET', '/admin/jobs/{id}'],
  replayJob: ['POST', '/admin/jobs/{id}/replay'],
  replayJobs: ['POST', '/admin/jobs/replay'],
  cancelJob: ['POST', '/admin/jobs/{id}/cancel'],
  sendMessage: ['POST', '/user/message'],
  listMessages: ['GET', '/user/message'],
  getLatestMessages: ['GET', '/user/latest-message'],
  markConversationRead: ['POST', '/user/message/{chatroom_id}/read'],
  deleteMessage: ['DELETE', '/user/message/{message_id}'],
  listRooms: ['GET', '/chats/rooms'],
  openRoom: ['POST', '/chats/rooms'],
  getRoom: ['GET', '/chats/rooms/{room}'],
  changeRoom: ['PATCH', '/chats/rooms/{room}'],
  closeRoom: ['DELETE', '/chats/rooms/{room}'],
  leaveRoom: ['DELETE', '/chats/members/{room}'],
  listRoomMessages: ['GET', '/chats/messages/{room}'],
  editRoomMessage: ['PATCH', '/chats/messages/{room}/{id}'],
  deleteRoomMessage: ['DELETE', '/chats/messages/{room}/{id}'],
  listBlocks: ['GET', '/blocks'],
  blockUser: ['PUT', '/blocks/{person}'],
  unblockUser: ['DELETE', '/blocks/{person}'],
  listMutes: ['GET', '/mutes'],
  muteUser: ['PUT', '/mutes/{person}'],
  unmuteUser: ['DELETE', '/mutes/{person}'],
  reportSomething: ['POST', '/reports'],
  listReports: ['GET', '/reports'],
  getReportStatistics: ['GET', '/reports/statistics'],
  decideReport: ['PATCH', '/reports/{uuid}'],
  claimReport: ['PUT', '/reports/{uuid}/claim'],
  releaseReport: ['DELETE', '/reports/{uuid}/claim'],
  writeAppeal: ['POST', '/appeals'],
  listAppeals: ['GET', '/appeals'],
  decideAppeal: ['PATCH', '/appeals/{uuid}'],
  listSongs: ['GET', '/playlist/music'],
  pickRandomVideos: ['POST', '/playlist/random-mv'],
  listNotifications: ['GET', '/notification'],
  markNotificationsRead: ['PUT', '/notification/read'],
  getNotificationSettings: ['GET', '/notification/settings'],
  changeNotificationSettings: ['PUT', '/notification/settings'],
  watchNotifications: ['GET', '/notification/events'],
  getMedia: ['GET', '/media/{folder}/{file}'],
  getPublicPictureForm: ['GET', '/images/presigned/public'],
  signPublicPictureForm: ['POST', '/images/presigned/public'],
  getPrivatePictureForm: ['GET', '/images/presigned/private'],
  signPrivatePictureForm: ['POST', '/images/presigned/private'],
  signPostPictureForm: ['POST', '/posts/presigned'],
  completePictureUpload: ['POST', '/images/uploads/{key}/complete'],
  getPictureUpload: ['GET', '/images/uploads/{key}'],
  removePictureUpload: ['DELETE', '/images/uploads/{key}'],
  getOwnPicture: ['GET', '/images/uploads/{key}/picture'],
  sendPictureForm: ['POST', '/images/sent'],
  getSentPicture: ['GET', '/images/sent/upload/{file}'],
  digPlaylist: ['POST', '/playlist/create'],
  getDig: ['GET', '/playlist/jobs/{id}'],
  cancelDig: ['DELETE', '/playlist/jobs/{id}'],
  watchDig: ['GET', '/playlist/jobs/{id}/events'],
  getPlaylist: ['GET', '/playlist/detail/{id}'],
  getHome: ['GET', '/playlist'],
  listMyPlaylists: ['GET', '/playlist/myplaylist'],
  digEventPlaylist: ['POST', '/playlist/event'],
  editPlaylist: ['PUT', '/playlist/detail/{id}/edit', true],
  deletePlaylist: ['DELETE', '/playlist/delete/{id}'],
  addSongs: ['PUT', '/playlist/add'],
  getSharedPlaylist: ['GET', '/playlist/shared/{slug}'],
  exportPlaylist: ['GET', '/playlist/detail/{id}/export'],
  createPost: ['POST', '/posts/p'],
  listPosts: ['GET', '/posts/p'],
  getPost: ['GET', '/posts/p/{uuid}'],
  replacePost: ['PUT', '/posts/p/{uuid}'],
  editPost: ['PATCH', '/posts/p/{uuid}'],
  deletePost: ['DELETE', '/posts/p/{uuid}'],
  listRecommendedPosts: ['GET', '/posts/recommand'],
  listLatestPosts: ['GET', '/posts/latest'],
  listPostsOfPerson: ['GET', '/posts/latest/{handle}'],
  listFollowedPosts: ['GET', '/posts/follows'],
  listPostDrafts: ['GET', '/posts/drafts'],
  listPostTags: ['GET', '/posts/tags'],
  listPostComments: ['GET', '/comments'],
  commentOnPost: ['POST', '/comments'],
  listMyPostComments: ['GET', '/comments/user'],
  editPostComment: ['PATCH', '/comments/{uuid}'],
  deletePostComment: ['DELETE', '/comments/{uuid}'],
  listPostReplies: ['GET', '/comments/{uuid}/replies'],
  replyToPostComment: ['POST', '/comments/{uuid}/replies'],
  likePost: ['POST', '/likes/post-likes'],
  listPostLikers: ['GET', '/likes/post-likes'],
  unlikePost: ['DELETE', '/likes/post-likes/{uuid}'],
  countPostLikes: ['GET', '/likes/post-likes/{uuid}'],
  likeCommentOfPost: ['POST', '/likes/comment-likes'],
  listCommentLikersOfPost: ['GET', '/likes/comment-likes'],
  unlikeCommentOfPost: ['DELETE', '/likes/comment-likes/{uuid}'],
  countCommentLikesOfPost: ['GET', '/likes/comment-likes/{uuid}'],
  likeReplyOfPost: ['POST', '/likes/reply-likes'],
  listReplyLikersOfPost: ['GET', '/likes/reply-likes'],
  unlikeReplyOfPost: ['DELETE', '/likes/reply-likes/{uuid}'],
  countReplyLikesOfPost: ['GET', '/likes/reply-likes/{uuid}'],
  reportDwells: ['POST', '/posts/dwell'],
  getDwellSwitch: ['GET', '/posts/dwell'],
  switchDwells: ['PUT', '/posts/dwell'],
  forgetDwells: ['DELETE', '/posts/dwell'],
  listProducts: ['GET', '/products'],
  createProduct: ['POST', '/products'],
  listAllProducts: ['GET', '/products/products'],
  createListedProduct: ['POST', '/products/products'],
  listRecommendedProducts: ['GET', '/products/recommend'],
  listProductsForMe: ['GET', '/recommend-products'],
  listProductsOfPerson: ['GET', '/products/latest/{handle}'],
  getProduct: ['GET', '/products/{uuid}'],
  replaceProduct: ['PUT', '/products/{uuid}'],
  editProduct: ['PATCH', '/products/{uuid}'],
  deleteProduct: ['DELETE', '/products/{uuid}'],
  getListedProduct: ['GET', '/products/products/{uuid}'],
  replaceListedProduct: ['PUT', '/products/products/{uuid}'],
  editListedProduct: ['PATCH', '/products/products/{uuid}'],
  deleteListedProduct: ['DELETE', '/products/products/{uuid}'],
  followProductLink: ['GET', '/products/{uuid}/go'],
  likeProduct: ['POST', '/products/{uuid}/like'],
  getMyProfile: ['GET', '/user/profile'],
  getProfile: ['GET', '/user/profile/{id}'],
  editProfile: ['PUT', '/user/profile/edit', true],
  followUser: ['POST', '/user/{id}/follow'],
  unfollowUser: ['DELETE', '/user/{id}/unfollow'],
  listFollowers: ['GET', '/user/{id}/followers'],
  listFollowing: ['GET', '/user/{id}/following'],
  getMe: ['GET', '/user'],
  searchPeople: ['POST', '/user/search'],
  listRecommendations: ['GET', '/user/recommendation'],
  toggleFollow: ['POST', '/user/follow'],
  listFollowed: ['GET', '/user/follow'],
  getRedDots: ['GET', '/user/notification'],
  takeFollowUpdates: ['GET', '/user/status'],
  followByHandle: ['POST', '/follows'],
  listFollowsByHandle: ['GET', '/follows/{handle}/follows'],
  listFollowersByHandle: ['GET', '/follows/{handle}/followers'],
  unfollowByHandle: ['DELETE', '/follows/{handle}/unfollow'],
  removeFollower: ['DELETE', '/follows/{handle}/unfollower'],
  listFollowRequests: ['GET', '/follow-requests'],
  acceptFollowRequest: ['POST', '/follow-requests/{handle}/accept'],
  declineFollowRequest: ['DELETE', '/follow-requests/{handle}'],
  listReviews: ['GET', '/api/v1/reviews/{id}'],
  writeReview: ['POST', '/api/v1/reviews/{id}'],
  getReview: ['GET', '/api/v1/reviews/detail/{id}'],
  editReview: ['PUT', '/api/v1/reviews/detail/{id}'],
  deleteReview: ['DELETE', '/api/v1/reviews/detail/{id}'],
  getSentiment: ['GET', '/api/v1/reviews/sentiment/{id}'],
  listReviewComments: ['GET', '/api/v1/reviews/{id}/comments'],
  commentOnReview: ['POST', '/api/v1/reviews/{id}/comments'],
  getReviewComment: ['GET', '/api/v1/reviews/{id}/comments/{comment_id}'],
  editReviewComment: ['PUT', '/api/v1/reviews/{id}/comments/{comment_id}'],
  deleteReviewComment: ['DELETE', '/api/v1/reviews/{id}/comments/{comment_id}'],
  likeReview: ['POST', '/api/v1/reviews/likes/review/{id}'],
  likeReviewComment: ['POST', '/api/v1/reviews/likes/comment/{id}'],
  reportReview: ['POST', '/api/v1/reviews/report/review/{id}'],
  reportReviewComment: ['POST', '/api/v1/reviews/report/comment/{id}'],
  searchAll: ['GET', '/playlist/search'],
  searchSongs: ['GET', '/playlist/searchmusic'],
  likePlaylist: ['POST', '/playlist/like'],
  writeComment: ['POST', '/playlist/comment/write'],
  writeReply: ['POST', '/playlist/recomment/write'],
  editComment: ['PUT', '/playlist/comment/edit'],
  deleteComment: ['DELETE', '/playlist/comment/delete/{id}'],
  listComments: ['GET', '/playlist/comments/{id}'],
  getSong: ['GET', '/song/play/{id}'],
  editSong: ['PUT', '/song/{id}', true],
  deleteSong: ['DELETE', '/song/{id}'],
  getPublicSong: ['GET', '/song/{id}'],
  getSongHome: ['GET', '/song/home/{n}'],
  getSongStream: ['GET', '/song/streams/{offset}'],
  listTracks: ['GET', '/song'],
  getFeed: ['GET', '/song/feed'],
  getChart: ['GET', '/song/charts'],
  listTags: ['GET', '/tags'],
  searchTracks: ['GET', '/song/search'],
  streamSong: ['GET', '/song/{id}/stream'],
  streamSongParts: ['GET', '/song/{id}/stream.m4a'],
  playSongFrom: ['GET', '/song/playview/{id}/{seconds}'],
  getSongPlaylist: ['GET', '/song/{id}/hls.m3u8'],
  getWaveform: ['GET', '/song/{id}/waveform'],
  getWaveformData: ['GET', '/song/{id}/waveform.dat'],
  likeSong: ['POST', '/song/{id}/like'],
  unlikeSong: ['DELETE', '/song/{id}/like'],
  repostSong: ['POST', '/song/{id}/repost'],
  unrepostSong: ['DELETE', '/song/{id}/repost'],
  listTrackComments: ['GET', '/comment/{id}'],
  commentOnTrack: ['POST', '/comment/{id}'],
  editTrackComment: ['PUT', '/comment/{id}'],
  deleteTrackComment: ['DELETE', '/comment/{id}'],
  listCommentsOfTrack: ['GET', '/comment'],
  reportPlay: ['POST', '/song/{id}/plays'],
  listNowPlaying: ['GET', '/song/now'],
  sayNothingPlaying: ['DELETE', '/song/now'],
  sayNowPlaying: ['PUT', '/song/{id}/now'],
  getOwnSongStats: ['GET', '/song/stats'],
  getSongStats: ['GET', '/song/{id}/stats'],
  getSongJob: ['GET', '/song/jobs/{id}'],
  cancelSongJob: ['DELETE', '/song/jobs/{id}'],
  watchSongJob: ['GET', '/song/jobs/{id}/events'],
  createSet: ['POST', '/song/sets'],
  listSets: ['GET', '/song/sets'],
  getSet: ['GET', '/song/sets/{id}'],
  editSet: ['PUT', '/song/sets/{id}'],
  deleteSet: ['DELETE', '/song/sets/{id}'],
  getSharedSet: ['GET', '/song/sets/shared/{slug}'],
  addSongToSet: ['POST', '/song/sets/{id}/songs'],
  removeSongFromSet: ['DELETE', '/song/sets/{id}/songs/{song_id}'],
  likeSet: ['POST', '/song/sets/{id}/like'],
  unlikeSet: ['DELETE', '/song/sets/{id}/like'],
  listSetComments: ['GET', '/song/sets/{id}/comments'],
  commentOnSet: ['POST', '/song/sets/{id}/comments'],
  editSetComment: ['PUT', '/song/sets/comments/{id}'],
  deleteSetComment: ['DELETE', '/song/sets/comments/{id}'],
  getSharedSong: ['GET', '/song/shared/{slug}'],
  getEmbed: ['GET', '/oembed'],
  openSecretLink: ['POST', '/song/{id}/share'],
  endSecretLink: ['DELETE', '/song/{id}/share'],
  getSecretSong: ['GET', '/song/secret/{slug}'],
  getRssFeed: ['GET', '/song/feed/{file}'],
  beginUpload: ['POST', '/song/uploads'],
  endUpload: ['DELETE', '/song/uploads/{id}'],
  continueUpload: ['PATCH', '/song/uploads/{id}'],
  completeUpload: ['POST', '/song/uploads/{id}/complete'],
  uploadSong: ['POST', '/song/upload', true],
  replaceSongFile: ['POST', '/song/{id}/file', true],
  readInterests: ['GET', '/interests'],
  switchInterests: ['PATCH', '/interests'],
  explainShown: ['GET', '/interests/why'],
  forgetInterests: ['POST', '/interests/forget'],
}

export interface paths {
    "/accounts/google/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to sign in with Google in a popup
         * @description The popup is opened with this `state`, which comes back with the code.
         */
        get: operations["beginGoogleSignIn"];
        put?: never;
        /**
         * Sign up or in with a code of Google
         * @description Also sets the cookies `access` and `refresh_token`. Somebody new gets an account with a drawn name. People are known by the id that Google gives them, never by an address: an address that has an account already is refused.
         */
        post: operations["signInWithGoogleCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in, on the pages of posts and chat
         * @description Also sets the cookies `access` and `refresh_token`. A wrong password is 400, because 401 would start a refresh.
         */
        post: operations["signInToWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session, and take its cookies back */
        post: operations["signOutOfWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password, on the pages of posts and chat
         * @description Ends every session, this one too, and mails a notice.
         */
        post: operations["changePasswordOnWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link that resets the password, on the pages of posts and chat
         * @description The answer is the same for every address.
         */
        post: operations["requestPasswordResetOnWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/password/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a mailed link, on the pages of posts and chat
         * @description A success ends every session and makes all other links worthless.
         */
        post: operations["confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up, on the pages of posts and chat
         * @description With a `signup_token` the account is opened at once. Without one the answer is the same for every address, and a mail follows: its link leads to `<front end>/account/confirm?token=…`, which posts the token to /accounts/registration/verify-email; or it says that there is an account already.
         */
        post: operations["registerOnWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/registration/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the account that a mailed link is for, on the pages of posts and chat
         * @description The password is that of the sign-up, so that nobody opens an account for whom somebody else chose it.
         */
        post: operations["confirmRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade a refresh token for a new pair, by its cookie alone
         * @description Also sets the cookies `access` and `refresh_token`. The token is spent by this. Spending it again ends the session, except within 10 seconds, which gives the same successor: so tabs may ask at the same moment.
         */
        post: operations["refreshOnWeb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/token/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether an access token is good */
        post: operations["verifyToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People by name, or the newest */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/users/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody by their handle
         * @description Of a private account whoever does not follow it sees name, picture and counts alone.
         */
        get: operations["getPerson"];
        /**
         * The same, as some clients spell it
         * @description What is left out stays as it is. All that was sent is changed, or nothing. A handle that was given up is kept from others for 30 days.
         */
        put: operations["replacePerson"];
        post?: never;
        /**
         * Leave, on the pages of posts and chat
         * @description As DELETE /user/withdrawal: somebody who has a password proves it once more.
         */
        delete: operations["closeAccountOnWeb"];
        options?: never;
        head?: never;
        /**
         * Change my profile, on the pages of posts and chat
         * @description What is left out stays as it is. All that was sent is changed, or nothing. A handle that was given up is kept from others for 30 days.
         */
        patch: operations["editPerson"];
        trace?: never;
    };
    "/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find jobs, newest first */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job and every attempt at it */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an active job
         * @description A step of an unfinished dig takes the whole dig with it.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a dead or cancelled job again */
        post: operations["replayJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run many dead or cancelled jobs again
         * @description The newest ones that match, at most `limit`. It needs at least one filter, or `"all": true`. Repeat it until nothing is left.
         */
        post: operations["replayJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reviews of a film, the newest first
         * @description By the id of the film. A spoiler is marked, and has its words: cover them. Of nobody whom I have blocked or muted.
         */
        get: operations["listReviews"];
        put?: never;
        /**
         * Write about a film
         * @description By the id of the film. The same words again within 10 seconds are the same review: a second click, or a request whose answer was lost.
         */
        post: operations["writeReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments on a review
         * @description The newest, in the order in which they were said. None where the review is not there for me: the page shows no review at all once one of these fails.
         */
        get: operations["listReviewComments"];
        put?: never;
        /**
         * Comment on a review
         * @description The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.
         */
        post: operations["commentOnReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A comment on a review */
        get: operations["getReviewComment"];
        /**
         * Change a comment of mine
         * @description A mark as a spoiler stays.
         */
        put: operations["editReviewComment"];
        post?: never;
        /** Delete a comment of mine, or one on my review */
        delete: operations["deleteReviewComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/detail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A review */
        get: operations["getReview"];
        /** Change a review of mine */
        put: operations["editReview"];
        post?: never;
        /** Delete a review of mine, with everything that people left there */
        delete: operations["deleteReview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/likes/comment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Like a comment on one, or like it no longer */
        post: operations["likeReviewComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/likes/review/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Like a review, or like it no longer */
        post: operations["likeReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/report/comment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a comment on a review
         * @description Once as a spoiler and once as inappropriate. Seven who say so mark it as a spoiler; after five its author is told that it is inappropriate, after ten it is gone.
         */
        post: operations["reportReviewComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/report/review/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a review
         * @description Once as a spoiler and once as inappropriate. Seven who say so mark it as a spoiler; after five its author is told that it is inappropriate, after ten it is gone.
         */
        post: operations["reportReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/sentiment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is said for a film, and against it
         * @description By the id of the film: of each the three most liked. Reviews that were not analysed, or are doubtful, are in neither.
         */
        get: operations["getSentiment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For staff: appeals that nobody has decided on, the oldest first */
        get: operations["listAppeals"];
        put?: never;
        /**
         * Say why a decision should be another one, once
         * @description By the number of the decision, which only whom it concerns was mailed: so also those may appeal who are not let in.
         */
        post: operations["writeAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/appeals/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** For staff: grant an appeal, which takes the decision back, or refuse it */
        patch: operations["decideAppeal"];
        trace?: never;
    };
    "/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom I have blocked */
        get: operations["listBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/blocks/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Block somebody
         * @description From then on neither finds the other anywhere, and each is told that there is no such user. Follows between the two end and do not come back; their conversation does, with the end of the block.
         */
        put: operations["blockUser"];
        post?: never;
        /** Block somebody no longer */
        delete: operations["unblockUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats/members/{room}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave a room
         * @description Its owner passes it on to whoever has been in it for longest.
         */
        delete: operations["leaveRoom"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats/messages/{room}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was written in a room since I joined it
         * @description The newest comes first. Reading it here marks nothing as read. What a block keeps from me is left out.
         */
        get: operations["listRoomMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats/messages/{room}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the words of my message away, within a day
         * @description For all. Its place in the room stays.
         */
        delete: operations["deleteRoomMessage"];
        options?: never;
        head?: never;
        /** Change my message, within a day */
        patch: operations["editRoomMessage"];
        trace?: never;
    };
    "/chats/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My rooms
         * @description The one written in last comes first.
         */
        get: operations["listRooms"];
        put?: never;
        /**
         * Open a room
         * @description Two people have one room, which is answered where there is one; it is the conversation that they have elsewhere. Who has left it is in it again.
         */
        post: operations["openRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats/rooms/{room}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my rooms */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /**
         * Close a room that I own
         * @description For all who are in it. A room of two is left.
         */
        delete: operations["closeRoom"];
        options?: never;
        head?: never;
        /**
         * Change a room that I own
         * @description Its name, who is in it, whose it is. Of a room of two nothing can be changed.
         */
        patch: operations["changeRoom"];
        trace?: never;
    };
    "/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same, with the track in the query
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["listCommentsOfTrack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/comment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments of a track, by the track's id
         * @description By their moments; a reply has the moment of what it replies to. Deleted ones are left out. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["listTrackComments"];
        /** Change a comment of mine */
        put: operations["editTrackComment"];
        /**
         * Comment on a moment of a track, by the track's id
         * @description The same words again at the same moment within 10 seconds are the same comment: a second click, or a request whose answer was lost. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["commentOnTrack"];
        /** Delete a comment of mine, or one on my track */
        delete: operations["deleteTrackComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments on a post, the newest first
         * @description Each with its newest reply.
         */
        get: operations["listPostComments"];
        put?: never;
        /**
         * Comment on a post
         * @description The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.
         */
        post: operations["commentOnPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/comments/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a comment or a reply of mine, or one on my post */
        delete: operations["deletePostComment"];
        options?: never;
        head?: never;
        /** Change a comment or a reply of mine */
        patch: operations["editPostComment"];
        trace?: never;
    };
    "/comments/{uuid}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Replies to a comment, the newest first */
        get: operations["listPostReplies"];
        put?: never;
        /**
         * Reply to a comment
         * @description A reply to a reply stands beside it, under the same comment. The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.
         */
        post: operations["replyToPostComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/comments/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I wrote about posts, the newest first */
        get: operations["listMyPostComments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follow-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks to follow me */
        get: operations["listFollowRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follow-requests/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Do not let somebody follow me
         * @description They are not told, and may ask again.
         */
        delete: operations["declineFollowRequest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follow-requests/{handle}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody follow me */
        post: operations["acceptFollowRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follow somebody, or ask to where their account is private */
        post: operations["followByHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follows/{handle}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who follows somebody */
        get: operations["listFollowersByHandle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follows/{handle}/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom somebody follows */
        get: operations["listFollowsByHandle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follows/{handle}/unfollow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Follow somebody no longer, or ask no longer */
        delete: operations["unfollowByHandle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/follows/{handle}/unfollower": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End that somebody follows me */
        delete: operations["removeFollower"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["checkLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/presigned/private": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A form for a picture that only I get
         * @description A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.
         */
        get: operations["getPrivatePictureForm"];
        put?: never;
        /**
         * A form for a picture that only I get
         * @description A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.
         */
        post: operations["signPrivatePictureForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/presigned/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A form for a picture
         * @description A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.
         */
        get: operations["getPublicPictureForm"];
        put?: never;
        /**
         * A form for a picture
         * @description A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.
         */
        post: operations["signPublicPictureForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a picture by its form
         * @description As `multipart/form-data`: all `fields` of a form that was signed, then `file`. It goes to the store as it comes, and the store refuses what was not signed. Nobody need be signed in, as the form is.
         */
        post: operations["sendPictureForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/sent/upload/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture that I sent
         * @description `url` + `fields.key` of its form, for whoever sent it: as it was sent, and once it was looked at what became of it.
         */
        get: operations["getSentPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/uploads/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has become of an upload */
        get: operations["getPictureUpload"];
        put?: never;
        post?: never;
        /**
         * Remove an upload
         * @description One that nothing shows. What is shown is taken out where it is shown, and is removed by that.
         */
        delete: operations["removePictureUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/uploads/{key}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an upload looked at
         * @description For clients that want to know before they use it; whatever uses an upload has it looked at by itself. A repeat changes nothing.
         */
        post: operations["completePictureUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/uploads/{key}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture of my own
         * @description Once it was looked at, also what is private or shown by nothing. Answers `Range` and `If-None-Match`.
         */
        get: operations["getOwnPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether my interests count */
        get: operations["readInterests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Have my interests count, or not
         * @description Switched off, I am shown the newest as everybody is. Whether it is kept how long I look at posts is switched by itself.
         */
        patch: operations["switchInterests"];
        trace?: never;
    };
    "/interests/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget what I was interested in
         * @description What I like stays liked and counts no longer; how long I looked at what, and what I opened, goes. What I do from now on counts.
         */
        post: operations["forgetInterests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/interests/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why I am shown something
         * @description Of the lists that were recommended to me within the last hours.
         */
        get: operations["explainShown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/comment-likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who likes a comment, the newest first */
        get: operations["listCommentLikersOfPost"];
        put?: never;
        /** Like a comment */
        post: operations["likeCommentOfPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/comment-likes/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many like a comment */
        get: operations["countCommentLikesOfPost"];
        put?: never;
        post?: never;
        /** Like a comment no longer */
        delete: operations["unlikeCommentOfPost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/post-likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who likes a post, the newest first */
        get: operations["listPostLikers"];
        put?: never;
        /** Like a post */
        post: operations["likePost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/post-likes/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many like a post */
        get: operations["countPostLikes"];
        put?: never;
        post?: never;
        /** Like a post no longer */
        delete: operations["unlikePost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/reply-likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who likes a reply, the newest first */
        get: operations["listReplyLikersOfPost"];
        put?: never;
        /** Like a reply */
        post: operations["likeReplyOfPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likes/reply-likes/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many like a reply */
        get: operations["countReplyLikesOfPost"];
        put?: never;
        post?: never;
        /** Like a reply no longer */
        delete: operations["unlikeReplyOfPost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{folder}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture
         * @description By its key, as `thumbnail`, `image` and `thumbnails` have it. What a key names never changes. A cover is to be had as JPEG too, with `.jpg` for `.webp`. Answers `Range` and `If-None-Match`.
         */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom I have muted */
        get: operations["listMutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mutes/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mute somebody
         * @description Keeps them out of my feeds and notifications. Whoever visits them or theirs finds everything as before, and they are not told.
         */
        put: operations["muteUser"];
        post?: never;
        /** Mute somebody no longer */
        delete: operations["unmuteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I was told
         * @description Acts of one kind on one thing are one notification until it is read. What I may not see any longer, and acts that were undone, are left out. The oldest are removed after 90 days without a new act.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Be told as it happens
         * @description Server-sent events. `notification`: one with a new act, as `{notification, unread_count}`; it takes the place of an earlier one with its id. `unread`: `{unread_count}` when something was read or taken back, and at the beginning. After `Last-Event-ID` what was missed comes first, each notification once. Fetch it with the Bearer header.
         */
        get: operations["watchNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark notifications as read
         * @description Says which by exactly one of `ids`, `up_to` and `all`. Ids of nothing of mine change nothing.
         */
        put: operations["markNotificationsRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I want to be told */
        get: operations["getNotificationSettings"];
        /**
         * Say what I want to be told
         * @description What is left out stays as it is. What was told before stays in the list.
         */
        put: operations["changeNotificationSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oembed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How to embed a track
         * @description For `url` a public link or the page of a track (oembed.com, 1.0). There is no XML.
         */
        get: operations["getEmbed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Home */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add songs to a playlist of mine
         * @description At the end, in this order. Those that are in it stay where they are. A playlist holds at most 200 songs.
         */
        put: operations["addSongs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/comment/delete/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a comment of mine, or one on my playlist
         * @description Its words are erased; its place stays, so that replies keep what they reply to.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/comment/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a comment of mine */
        put: operations["editComment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/comment/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Comment on a playlist
         * @description The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.
         */
        post: operations["writeComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Earlier comments of a playlist, by the playlist's id
         * @description Without a cursor the newest. A thread that does not fit is continued on the next page, where the comment that it begins with comes again: put pages together by id.
         */
        get: operations["listComments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dig a playlist
         * @description Waits for the result up to a bound (25 s unless configured). `Prefer: respond-async` answers 202 at once, `Prefer: wait=N` after N seconds (RFC 7240). Once accepted a dig goes on whatever becomes of the connection.
         */
        post: operations["digPlaylist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/delete/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a playlist of mine
         * @description With its comments and likes, for good. One that is in the making is cancelled.
         */
        delete: operations["deletePlaylist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/detail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A playlist with its songs and comments
         * @description The newest comments come with it, each reply after what it replies to; `/playlist/comments/{id}` has earlier ones.
         */
        get: operations["getPlaylist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/detail/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a playlist of mine
         * @description Song ids are comma lists; a playlist holds at most 200 songs. Songs are removed first, then added, then put in order, so that `move_music` names all that are left. All that was sent is done, or nothing. It may be repeated when its answer was lost. Until the playlist is finished only `is_public` can be changed.
         */
        put: operations["editPlaylist"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/detail/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a playlist elsewhere
         * @description One’s own, or one that one may see, as a file: JSON, extended M3U with the videos’ pages, or CSV (RFC 4180, UTF-8 with a byte order mark). Cells that a spreadsheet would take for a formula begin with an apostrophe. A song without a video has `null`, a comment line or an empty cell.
         */
        get: operations["exportPlaylist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dig a playlist for an event
         * @description Like `/playlist/create`, with a genre drawn from one's own and any decade. Where the bound is reached before the playlist is ready it answers 200 as well, with the playlist as it stands, unless `Prefer` asks for 202.
         */
        post: operations["digEventPlaylist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a dig is doing */
        get: operations["getDig"];
        put?: never;
        post?: never;
        /**
         * Cancel a dig
         * @description Stops what has not finished. One that has ended is left as it is.
         */
        delete: operations["cancelDig"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch a dig
         * @description Server-sent events `progress`, `song`, `cover`, `reset`, `done`, `failed`. Begins with everything so far, or after `Last-Event-ID`. `reset` takes back all songs seen before it. Fetch it with the Bearer header.
         */
        get: operations["watchDig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Like a playlist, or like it no longer
         * @description Turns the like around, so that a click that is sent twice undoes itself: `liked` says what is wanted, and a repeat with the same `Idempotency-Key` within 24 hours gets the first answer.
         */
        post: operations["likePlaylist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/music": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Songs to choose from */
        get: operations["listSongs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/myplaylist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My playlists that others see too */
        get: operations["listMyPlaylists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/random-mv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Random videos
         * @description Each song with a video is as likely as any other.
         */
        post: operations["pickRandomVideos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/recomment/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reply to a comment
         * @description As with comments, the same words again within 10 seconds are the same reply.
         */
        post: operations["writeReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search playlists, people and songs */
        get: operations["searchAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/searchmusic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search songs */
        get: operations["searchSongs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/playlist/shared/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a public link opens
         * @description A finished public playlist for anybody, by its `slug`, without a token and with no one’s e-mail. Browsers, and messengers that show what is behind a link, get a page with Open Graph tags.
         */
        get: operations["getSharedPlaylist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My drafts and hidden posts */
        get: operations["listPostDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/dwell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it is kept how long I look at posts */
        get: operations["getDwellSwitch"];
        /**
         * Have it kept, or not
         * @description Switched off, what there is is forgotten, and which posts I open is counted without me.
         */
        put: operations["switchDwells"];
        /**
         * Say how long posts were looked at
         * @description A minute of each counts at most. What I cannot see, and what is mine, is passed over.
         */
        post: operations["reportDwells"];
        /** Forget how long I looked at what, and which posts I opened */
        delete: operations["forgetDwells"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest posts of those whom I follow
         * @description Of nobody whom I have muted. Where the newest 20,000 posts of all hold too few of them, the latest 5,000 whom I follow are looked at.
         */
        get: operations["listFollowedPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest posts of everybody */
        get: operations["listLatestPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/latest/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest posts of somebody
         * @description Of a private account for those alone who follow it.
         */
        get: operations["listPostsOfPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/p": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Posts by words, by tags, or recommended
         * @description With `search` the best match in letters and meaning first, with `tags` the newest of those that have each tag. Else what is near to what I like, read and dwell on, and then the newest; the newest alone where nothing is known of me, or I do not want that. Of nobody whom I have blocked or muted.
         */
        get: operations["listPosts"];
        put?: never;
        /**
         * Write a post
         * @description Words with `#` before them are tags, too; people who are named by `@handle` are told. A draft exists for me alone until it is published.
         */
        post: operations["createPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/p/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A post
         * @description Whoever opens it counts as a view, once a day. Drafts and hidden posts exist for their owner alone.
         */
        get: operations["getPost"];
        /**
         * Write a post of mine anew
         * @description What is left out is emptied, but for `state`, which stays.
         */
        put: operations["replacePost"];
        post?: never;
        /**
         * Delete a post of mine
         * @description With its pictures, comments, likes and counts, for good.
         */
        delete: operations["deletePost"];
        options?: never;
        head?: never;
        /** Change a post of mine, publish or hide it */
        patch: operations["editPost"];
        trace?: never;
    };
    "/posts/presigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A form for a picture
         * @description A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.
         */
        post: operations["signPostPictureForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/recommand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Posts that are recommended to me
         * @description What `/posts/p` answers without words and tags, where the web client asks for it.
         */
        get: operations["listRecommendedPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/posts/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tags that most posts have
         * @description Counts follow within a minute.
         */
        get: operations["listPostTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, the newest or by words
         * @description With `search` the best match in letters and meaning first. Of nobody whom I have blocked or muted.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Add a product
         * @description A picture at others is fetched by a job, and shown from here as `preview`.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product */
        get: operations["getProduct"];
        /** Write a product of mine anew */
        put: operations["replaceProduct"];
        post?: never;
        /**
         * Delete a product of mine
         * @description With its picture, comments, likes and counts, for good.
         */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /** Change a product of mine */
        patch: operations["editProduct"];
        trace?: never;
    };
    "/products/{uuid}/go": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * To where a product is sold
         * @description Whoever follows it is counted, once a day.
         */
        get: operations["followProductLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{uuid}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Like a product, or like it no longer */
        post: operations["likeProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/latest/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest products of somebody
         * @description Of a private account for those alone who follow it.
         */
        get: operations["listProductsOfPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, the newest or by words
         * @description With `search` the best match in letters and meaning first. Of nobody whom I have blocked or muted.
         */
        get: operations["listAllProducts"];
        put?: never;
        /**
         * Add a product
         * @description A picture at others is fetched by a job, and shown from here as `preview`.
         */
        post: operations["createListedProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/products/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product */
        get: operations["getListedProduct"];
        /** Write a product of mine anew */
        put: operations["replaceListedProduct"];
        post?: never;
        /**
         * Delete a product of mine
         * @description With its picture, comments, likes and counts, for good.
         */
        delete: operations["deleteListedProduct"];
        options?: never;
        head?: never;
        /** Change a product of mine */
        patch: operations["editListedProduct"];
        trace?: never;
    };
    "/products/recommend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products of others that I may like
         * @description What is near to what I like, read and dwell on, and then the most liked among the newest and of all, in one page; those alone where nothing is known of me, or I do not want that.
         */
        get: operations["listRecommendedProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can serve */
        get: operations["checkReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recommend-products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products of others that I may like
         * @description What is near to what I like, read and dwell on, and then the most liked among the newest and of all, in one page; those alone where nothing is known of me, or I do not want that.
         */
        get: operations["listProductsForMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I reported; for staff, what is to be decided on
         * @description Staff get the queue by what was reported: what most people reported first, of those the oldest. Who reported it is told to nobody.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Report somebody, or something
         * @description What it looks like at this moment is kept, of a chat what was said around it. Of one thing I have one open report: a repeat is answered with that.
         */
        post: operations["reportSomething"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide on what was reported
         * @description Decides on all open reports of it at once. Whose it is gets a mail with what was decided and why, and may appeal. `lift` takes back what holds.
         */
        patch: operations["decideReport"];
        trace?: never;
    };
    "/reports/{uuid}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that I look at it, for half an hour */
        put: operations["claimReport"];
        post?: never;
        /** Look at it no longer */
        delete: operations["releaseReport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How moderation stands, and what was done in 30 days */
        get: operations["getReportStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tracks of all, of a tag or of somebody, the newest first */
        get: operations["listTracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The player of a track
         * @description A track that everybody may hear, without a token, in a list of one. Browsers, and messengers that show what is behind a link, get a page that plays it; it may stand in other pages.
         */
        get: operations["getPublicSong"];
        /**
         * Change what is said of a track of mine
         * @description All that was sent is done, or nothing.
         */
        put: operations["editSong"];
        post?: never;
        /**
         * Delete a track of mine
         * @description With its files, comments, likes and counts, for good, whatever state it is in.
         */
        delete: operations["deleteSong"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the file of a track
         * @description With another upload, or with a form. The track keeps its address, likes and comments, and is heard as it was until the new file is ready.
         */
        post: operations["replaceSongFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/hls.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A track for HLS
         * @description A playlist of byte ranges of the AAC file (RFC 8216, 4.3.2.2): there is no second copy.
         */
        get: operations["getSongPlaylist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Like a track, or like it no longer
         * @description Turns the like around, so that a click that is sent twice undoes itself: `liked` says what is wanted, and a repeat with the same `Idempotency-Key` within 24 hours gets the first answer.
         */
        post: operations["likeSong"];
        /** Like a track no longer */
        delete: operations["unlikeSong"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say that I listen to a track
         * @description To those who follow me, for two minutes: players say it again every half minute. A play is counted apart from it.
         */
        put: operations["sayNowPlaying"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/plays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how much of a track was heard
         * @description As often as a player likes while it plays: it counts once it is enough, and once for a `play_id`.
         */
        post: operations["reportPlay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/repost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repost a track, or take that back
         * @description As with likes, each request turns it around, unless `reposted` says what is wanted.
         */
        post: operations["repostSong"];
        /** Take a repost back */
        delete: operations["unrepostSong"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A secret link to a track of mine
         * @description Whoever has it may hear the track, also while it is private; it shows the track in no list. There is one at a time: a repeat gets the same.
         */
        post: operations["openSecretLink"];
        /**
         * End the secret link of a track of mine
         * @description It leads nowhere from now on, and so do the addresses of sound that it gave. The next one is another.
         */
        delete: operations["endSecretLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a track of mine does */
        get: operations["getSongStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sound of a track
         * @description Answers `Range` in each of its forms, `If-Range` and `If-None-Match`; lengths are exact. `original` is the file as it was uploaded, for its owner, and for others where they may have it.
         */
        get: operations["streamSong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/stream.m4a": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The AAC of a track, as playlists name it
         * @description The same as `/song/{id}/stream`, under a name that tells what it is: players that use FFmpeg refuse parts whose address does not (`extension_picky`).
         */
        get: operations["streamSongParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/waveform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The waveform of a track
         * @description As audiowaveform writes it. Its owner has it as soon as it is made, before the track is ready.
         */
        get: operations["getWaveform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/{id}/waveform.dat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The waveform of a track in binary */
        get: operations["getWaveformData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fifty tracks that are heard most, of all or of a tag
         * @description By listeners of each day; later days weigh more. Written anew every ten minutes.
         */
        get: operations["getChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the people whom I follow have published and reposted
         * @description The latest first. Of somebody who follows more than 2,000 people the latest 2,000 are looked at.
         */
        get: operations["getFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/feed/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tracks of somebody as RSS
         * @description RSS 2.0 with the newest hundred that everybody may hear: `/song/feed/12.rss` by the id, which stays, or `/song/feed/minsu.rss` by the handle. Nothing is told of private accounts.
         */
        get: operations["getRssFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/home/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ten tracks of each popular tag
         * @description What is heard of a tag these days comes first, then its newest. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getSongHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an upload is doing */
        get: operations["getSongJob"];
        put?: never;
        post?: never;
        /**
         * Stop the processing of an upload
         * @description One that has ended is left as it is; a track that was heard before goes on being heard.
         */
        delete: operations["cancelSongJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch an upload become a track
         * @description Server-sent events `progress`, `probed`, `waveform`, `loudness`, `rendition`, `done`, `failed`. Begins with everything so far, or after `Last-Event-ID`. Fetch it with the Bearer header.
         */
        get: operations["watchSongJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the people whom I follow listen to now
         * @description Of those who say so, and of tracks that everybody may hear. Who said so last comes first; fifty at most.
         */
        get: operations["listNowPlaying"];
        put?: never;
        post?: never;
        /** Say that I listen to nothing */
        delete: operations["sayNothingPlaying"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/play/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A track
         * @description In a list of one. Until it is ready, and where it is private, it exists for its owner alone. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getSong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/playview/{id}/{seconds}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sound of a track from a second on
         * @description For the first clients, which know no ranges: MP3 that begins with the frame of that second. Until there is MP3, they are sent to the whole. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["playSongFrom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search tracks by title
         * @description Only what everybody may see, the best match first.
         */
        get: operations["searchTracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/secret/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a secret link of a track opens
         * @description A track whose owner gave the link away, without a token. Its `song_path` bears a signature that opens its files for six hours, or until the link is ended. Browsers get a page that plays it.
         */
        get: operations["getSecretSong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sets of all or of somebody, the newest first */
        get: operations["listSets"];
        put?: never;
        /** Put tracks together in a set */
        post: operations["createSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A set with a page of its tracks
         * @description Tracks that I may not see are left out. A private set exists for its owner alone.
         */
        get: operations["getSet"];
        /** Change a set of mine, or the order of its tracks */
        put: operations["editSet"];
        post?: never;
        /**
         * Delete a set of mine
         * @description With its comments and likes, for good. Its tracks stay.
         */
        delete: operations["deleteSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments of a set, by the set's id
         * @description Without a cursor the newest. A thread that does not fit is continued on the next page, where the comment that it begins with comes again: put pages together by id.
         */
        get: operations["listSetComments"];
        put?: never;
        /**
         * Comment on a set, or reply to a comment on it
         * @description The same words again within 10 seconds are the same comment: a second click, or a request whose answer was lost.
         */
        post: operations["commentOnSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Like a set, or like it no longer
         * @description As with tracks: it turns the like around, unless `liked` says what is wanted.
         */
        post: operations["likeSet"];
        /** Like a set no longer */
        delete: operations["unlikeSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/{id}/songs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a track to a set of mine, at the end
         * @description One that is in the set already stays where it is.
         */
        post: operations["addSongToSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/{id}/songs/{song_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a track out of a set of mine */
        delete: operations["removeSongFromSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a comment of mine */
        put: operations["editSetComment"];
        post?: never;
        /** Delete a comment of mine, or one on my set */
        delete: operations["deleteSetComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/sets/shared/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a public link of a set opens
         * @description A set that everybody may see, by its `slug`, without a token, with what everybody may hear of it.
         */
        get: operations["getSharedSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/shared/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a public link of a track opens
         * @description A track that everybody may hear, by its `slug`, without a token. Browsers, and messengers that show what is behind a link, get a page with Open Graph tags, which plays it.
         */
        get: operations["getSharedSong"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How my tracks do */
        get: operations["getOwnSongStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/streams/{offset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ten tracks, the newest first
         * @description `GET /song` has pages that do not move when something new comes. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getSongStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a track in one form
         * @description Over a bad line, or for large files, begin an upload at `/song/uploads` instead. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["uploadSong"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to upload a track
         * @description With JSON, or as tus 1.0.0 does: `Upload-Length` and `Upload-Metadata` (`filename`, `sha256`). The file follows with `PATCH`, and `POST …/complete` makes a track of it. It counts as one of the day's uploads, unless it is given up before much has arrived.
         */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/song/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give an upload up
         * @description What was received is removed. It does not count as one of the day any more, unless more than 4 MiB had arrived.
         */
        delete: operations["endUpload"];
        options?: never;
        head?: never;
        /**
         * Send the next bytes of an upload
         * @description Any number of them. What has arrived is kept, also when the connection breaks.
         */
        patch: operations["continueUpload"];
        trace?: never;
    };
    "/song/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a track of an upload that has arrived
         * @description Without a name it is called as its file is. A repeat gets the same answer.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags that public tracks have, the most popular first */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow somebody
         * @description Whoever has a private account is asked, and lets in or not.
         */
        post: operations["followUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who follows somebody */
        get: operations["listFollowers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{id}/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom somebody follows */
        get: operations["listFollowing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{id}/unfollow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Follow somebody no longer */
        delete: operations["unfollowUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/api/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade a refresh token for a new pair
         * @description The token is spent by this. Spending it again ends the session, except within 10 seconds, which gives the same successor.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/changepassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Ends every session, this one too, and mails a notice. The same change once more by the same session within 10 seconds, a form that was submitted twice, is answered alike and does nothing.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/checkname": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether a name is free
         * @description It is not reserved by this: joining decides.
         */
        post: operations["checkName"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of the copy that I asked for last */
        get: operations["getExport"];
        put?: never;
        /**
         * Ask for a copy of my data
         * @description A ZIP with JSON files and pictures is made, and a link to it is mailed to the address of the account; the link opens for 7 days. While one is being made the answer is that one. One a day. Whoever has withdrawn comes back first, then asks.
         */
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/export/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a copy by its mailed link
         * @description The token in the address is all that it asks for. Never cached. A link that has expired, or whose account has left, opens nothing.
         */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/find_pw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link that resets the password
         * @description The answer is the same for every address. An account gets a link to `<front end>/password/reset?token=…`; a withdrawn one that can still come back gets `<front end>/account/return?token=…` instead.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/findemail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether an address has an account
         * @description The answer is the same for every address. Whoever has an account gets a mail that says so.
         */
        post: operations["requestEmailReminder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom I follow, with how much there is of each
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["listFollowed"];
        put?: never;
        /**
         * Follow somebody, or follow them no longer
         * @description Turns the follow around, so that a click that is sent twice undoes itself, except with the same `Idempotency-Key`. `POST /user/{id}/follow` and `DELETE /user/{id}/unfollow` say what is wanted. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["toggleFollow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I can sign in */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/identities/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to link a provider
         * @description As /user/login/{provider}, for somebody whose sign-in is not older than 10 minutes.
         */
        post: operations["beginIdentityLink"];
        /**
         * Unlink a provider
         * @description The last way into an account without a password stays.
         */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/identities/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link a provider with what it sent back
         * @description Only the account that began may end it. An account has at most one identity at each provider.
         */
        post: operations["completeIdentityLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account
         * @description The sign-up token is used up by a success only: a name that is taken leaves it good for another try.
         */
        post: operations["openAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/latest-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The conversation that was written in last
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getLatestMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/login/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to sign in through a provider
         * @description Send the browser to `url`. The provider sends it back to the callback page of the front end with `code` and `state`, or with `error` when the person refuses. Keep the `state` of `url` in the tab (sessionStorage) and post the callback only when it is the same: otherwise somebody could be signed in to an account that is not theirs.
         */
        get: operations["beginProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/login/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with what the provider sent back
         * @description Somebody known is signed in; somebody new gets a token for /user/socialjoin. A `state` is good once, for 10 minutes and for its own provider; after any other failure than `state_invalid` begin again. People are known by the id that the provider gives them, never by an address.
         */
        post: operations["completeProviderSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My conversations, or the messages of one
         * @description Without `chatroom_id` and `to_user` my conversations with the newest message of each; with one of them its messages. Reading them here marks nothing as read. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Write to somebody
         * @description Two people have one conversation, which the first message begins. Somebody who has left, blocked me or was blocked by me is not found. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/message/{chatroom_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as read
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["markConversationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/message/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the words of my message away
         * @description For both. Its place in the conversation stays. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        delete: operations["deleteMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether there are messages and follows that I have not seen
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["getRedDots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a sign-up code
         * @description The answer is the same for every address. Whoever has an account gets a mail that says so instead of a code.
         */
        post: operations["requestOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the mailed code for a sign-up token
         * @description Only the newest code of an address counts; it is good for 10 minutes and 5 tries.
         */
        post: operations["verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My profile with my playlists and those that I like
         * @description Private playlists and those in the making are among mine.
         */
        get: operations["getMyProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/profile/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody's profile with their playlists and those that they like */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/profile/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my profile
         * @description What is left out stays as it is. All that was sent is changed, or nothing.
         */
        put: operations["editProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/pwchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a new password by a mailed link
         * @description The Bearer token is the one from the link, good once and for 15 minutes. A success ends every session and makes all other links worthless. A dead link is 400, because 401 would start a refresh.
         */
        put: operations["resetPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Come back to a withdrawn account
         * @description The Bearer token is the one from the mailed link, good once and for 15 minutes. Such a mail is sent by /user/find_pw and by a sign-in with the right password. Sign in afterwards as before.
         */
        put: operations["reactivateAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/recommendation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom I may want to follow
         * @description Whom those follow whom I follow, then who has tracks with my tags, then who is followed these days. Never myself, whom I follow, or whom a block keeps apart. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["listRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search people by name
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["searchPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all my sessions
         * @description This one too.
         */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in, as the first clients do
         * @description Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["signInAsClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description With a `signup_token` the account is opened at once. Without one the answer is the same for every address, and a mail follows: its link opens the account, or says that there is one already. `age` and `gender` are optional, and only in the copy of one’s own data. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-up/app": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up, from the phone app
         * @description With a `signup_token` the account is opened at once. Without one the answer is the same for every address, and a mail follows: its link opens the account, or says that there is one already. `age` and `gender` are optional, and only in the copy of one’s own data. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["signUpInApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-up/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the account that a mailed link is for
         * @description The Bearer token is the one from the mailed link, good once and for 15 minutes; the password is that of the sign-up, so that nobody opens an account for whom somebody else chose it. A wrong password or a name that is taken leaves the link good for another try. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["confirmSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-up/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up or in with a token of Google
         * @description The token stands in the body or in a header of the same name. It has to be for this application. Somebody known is signed in; somebody new gets a token for /user/socialjoin. People are known by the id that Google gives them, never by an address. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        post: operations["signInWithGoogle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/socialjoin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account for somebody whom a provider knows
         * @description Without `email` the address is the one that the callback answered. Where that was null, or for another address, confirm it by /user/otp and /user/otp/verify first and send it as `email` with their token as `email_token`. Both tokens are used up by a success only.
         */
        post: operations["openSocialAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows that I have not seen
         * @description What is answered counts as seen from then on, and nothing else does. `GET /notification` marks nothing. Known to the first web page and phone app: `message` of a failure is their code, and `Authorization` may hold the bare token.
         */
        get: operations["takeFollowUpdates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave
         * @description Ends every session, hides profile and playlists and frees the name at once. The address stays reserved: for 30 days the account can come back by a mailed link, then its personal data is erased. An account without a password proves itself by a sign-in that is not older than 10 minutes. A copy of one's data is asked for before (POST /user/export), or after coming back; links to copies end at once.
         */
        delete: operations["closeAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        About: string;
        AccountExport: {
            /** @description Size of the ZIP. */
            bytes: number | null;
            /** Format: date-time */
            created_at: string;
            /** @description Until when the mailed link opens; null while there is none. */
            expires_at: string | null;
            finished_at: string | null;
            /**
             * @description `ready`: the link was mailed. `failed`: ask again.
             * @enum {string}
             */
            state: "queued" | "ready" | "failed" | "expired";
        };
        AddressGiven: {
            email: components["schemas"]["Email"];
        };
        Alive: {
            status: "ok" | "silent";
        };
        Appeal: {
            action: string;
            case_uuid: string | null;
            content: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            decided_at: string;
            person: {
                handle: string | null;
                id: number;
                name: string;
            };
            reason: string;
            target_type: string | null;
            /** Format: uuid */
            uuid: string;
        };
        AppealList: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Appeal"][];
        };
        AppealVerdict: {
            /** @description What whom it concerns is told. */
            answer?: string;
            granted: boolean;
        };
        AppealWritten: {
            /** Format: uuid */
            uuid: string;
        };
        Attempt: {
            attempt: number;
            ended_at: string | null;
            error_code: string | null;
            error_message: string | null;
            outcome: string | null;
            /** Format: date-time */
            started_at: string;
            worker: string;
        };
        BlockList: {
            /** @description The same people, as the first clients know them. */
            blocks: {
                /** Format: date-time */
                created_at: string;
                id: number;
                /** @description Storage key, served at `/media/<key>`. */
                image: string;
                name: string;
            }[];
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: number | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: {
                /** Format: date-time */
                created_at: string;
                user: components["schemas"]["SocialUser"];
            }[];
        };
        ClientSignedIn: {
            user: {
                /** @description Good for one exchange at /user/api/token/refresh. */
                refresh: string;
                /** @description The access token, for 15 minutes. These clients send it bare. */
                token: string;
                /**
                 * Format: uuid
                 * @description The same for an account always; it opens nothing.
                 */
                uuid: string;
            };
        };
        Comment: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            id: number;
            /** @description False for a deleted one, whose content is empty. */
            is_active: boolean;
            /** @description The comment that this one replies to; that one replies to none. */
            parent: number | null;
            playlist: number;
            /** Format: date-time */
            updated_at: string;
            writer: number;
            writer_profile: components["schemas"]["Writer"];
        };
        CommentLikeRequest: {
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            comment_uuid?: string;
        };
        CommentLikers: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Liker"][];
        };
        CommentList: {
            comments: components["schemas"]["Comments"];
            /** @description For earlier comments; null where there are none. */
            next_cursor: string | null;
        };
        /** @description Threads in the order in which they began, each comment before the replies to it. */
        Comments: components["schemas"]["Comment"][];
        CommentWords: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
        };
        CommentWritten: {
            comment: components["schemas"]["Comment"];
            message: string;
        };
        /** @description With its newest message. */
        Conversation: {
            chatroom_id: number;
            /** @description Text as it was written, never HTML. Empty where it was deleted. */
            content: string;
            /** Format: date-time */
            created_at: string;
            from_user_id: number;
            /** @description Storage key, served at `/media/<key>`. */
            from_user_img: string;
            from_user_name: string;
            /** @description Storage key, served at `/media/<key>`. */
            from_user_profile_image: string;
            /** @description Whether the one to whom it was written has read it. */
            is_checked: boolean;
            is_deleted: boolean;
            /** @description The same as `content`. */
            last_message: string;
            /**
             * Format: date-time
             * @description The same as `created_at`.
             */
            last_message_time: string;
            message_id: number;
            to_user_id: number;
            /** @description Storage key, served at `/media/<key>`. */
            to_user_img: string;
            to_user_name: string;
            /** @description Storage key, served at `/media/<key>`. */
            to_user_profile_image: string;
            /** @description Messages that I have not read. */
            unread_count: number;
        };
        ConversationList: {
            /** @description The one written in last comes first. */
            data: components["schemas"]["Conversation"][];
            next_cursor: string | null;
        };
        ConversationRead: {
            /** @description The newest that was shown: what came meanwhile stays unread. Without it all there are. */
            message_id?: number;
        };
        Credentials: {
            email: string;
            password: components["schemas"]["Password"];
        };
        Detail: {
            detail: string;
        };
        DigJob: {
            /** Format: date-time */
            created_at: string;
            error: {
                code: string;
                message: string;
            } | null;
            finished_at: string | null;
            id: number;
            playlist: number;
            progress: number;
            /** @description What is being waited for: `queued`, `compose`, `match`, `cover`, `done`, `failed` or `cancelled`. */
            stage: string;
            status: components["schemas"]["DigStatus"];
        };
        DigRequest: {
            /**
             * @example K-POP
             * @example POP
             * @example J-POP
             * @example 힙합
             * @example R&B
             * @example 발라드
             * @example 댄스
             * @example 인디
             * @example OST
             */
            genre: string;
            /**
             * @description How the day feels, in the words of the listener.
             * @example 비 오는 밤 드라이브
             */
            situations: string;
            /**
             * @example 2010년대
             * @example 상관없음
             */
            year: string;
        };
        /**
         * @description `ready`, `failed` and `cancelled` are final.
         * @enum {unknown}
         */
        DigStatus: "queued" | "composing" | "matching" | "ready" | "failed" | "cancelled";
        DwellAnswer: {
            /** @description False where I have switched it off. */
            kept: boolean;
        };
        Dwells: {
            /** @description A minute counts at most, of each post. */
            ms: number;
            uuid: string;
        }[];
        DwellState: {
            enabled: boolean;
            turned_off_at: string | null;
        };
        DwellSwitch: {
            enabled: boolean;
        };
        EditedComment: {
            comment_id: number;
            /**
             * @description Length in code points, after NFC and without space around it.
             * @example 이 노래 최고예요
             */
            content: string;
        };
        /**
         * Format: email
         * @example listener@mudig.local
         */
        Email: string;
        ErrorDetail: {
            /** @description Path of the field, with dots. */
            field: string;
            message: string;
            /** @description The JSON Schema keyword that it breaks, or a rule of ours, which begins with `x-`. */
            rule: string;
        };
        EventRequest: {
            /**
             * @description How the day feels, in the words of the listener.
             * @example 비 오는 밤 드라이브
             */
            situations: string;
        };
        ExportRequested: {
            export: components["schemas"]["AccountExport"];
            message: string;
        };
        ExportState: {
            /** @description The last one; null where there is none. */
            export: components["schemas"]["AccountExport"] | null;
        };
        Feed: {
            /** @description Leads to the next page; null at the end. */
            next_cursor: number | null;
            song: {
                /** @description Storage key, served at `/media/<key>`. */
                artist_img: string;
                artist_name: string;
                /** @description Address below this API. */
                big_img_url: string | null;
                comment_count: number;
                /** Format: date-time */
                created_at: string;
                description: string;
                /** @description Of what was decoded, not of a header. */
                duration_ms: number | null;
                /** @description Why the last file failed; told to its owner alone. */
                error_code: string | null;
                /** @description What a player adds so that tracks are equally loud, at −18 LUFS as ReplayGain 2.0 has it; null where the loudness is. */
                gain_db: number | null;
                /** @description Whether others may have the file as it was uploaded. */
                is_downloadable: boolean;
                /** @description Do I like it? */
                is_liked: boolean;
                is_public: boolean;
                /** @description Have I reposted it? */
                is_reposted: boolean;
                like_count: number;
                /** @description Integrated, EBU R 128; null for digital silence and before it is measured. */
                loudness_lufs: number | null;
                play_count: number;
                repost_count: number;
                /** @description Whom I follow and who reposted it; null where I follow who made it. */
                reposted_by: {
                    id: number;
                    /** @description Storage key, served at `/media/<key>`. */
                    image: string;
                    name: string;
                } | null;
                sample_rate: number | null;
                /** @description Names the public page, `/song/shared/<slug>`. */
                slug: string;
                /** @description Address below this API. */
                small_img_url: string | null;
                song_id: number;
                song_name: string;
                /** @description Address of the AAC rendition, with its version, so that it may be kept for good. Of a track that not everybody may see it bears a signature that opens it for six hours. */
                song_path: string;
                song_tag: string[];
                status: components["schemas"]["TrackStatus"];
                user_id: number;
                /** @description `truncated`: the file says that it is longer than what can be heard. `duplicate`: another track of mine has the same file. Told to its owner alone. */
                warning: "truncated" | "duplicate" | null;
                /** @description 270 values from 0 to 300, or none before the waveform is there. */
                wave_data: number[];
            }[];
        };
        FileForm: {
            /**
             * Format: binary
             * @description MP3, FLAC, WAV, AAC, Ogg and whatever else ffmpeg decodes.
             */
            file: Blob;
        };
        Followed: {
            /** @description Newest first. */
            following: {
                follower_count: number;
                id: number;
                name: string;
                /** @description Tracks that everybody sees, counted up to 1,000. */
                song_count: number;
            }[];
            next_cursor: number | null;
        };
        FollowedPeople: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["FollowedPerson"][];
        };
        FollowedPerson: {
            /** Format: date-time */
            created_at: string;
            user: components["schemas"]["SocialUser"];
        };
        FollowerList: {
            follower_list: components["schemas"]["Follows"];
            next_cursor: number | null;
        };
        FollowingList: {
            following_list: components["schemas"]["Follows"];
            next_cursor: number | null;
        };
        FollowingPeople: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["FollowingPerson"][];
        };
        FollowingPerson: {
            /** Format: date-time */
            created_at: string;
            follower: components["schemas"]["SocialUser"];
        };
        FollowMade: {
            detail: string;
            /** @description The account is private: its owner was asked, and lets in or not. */
            requested: boolean;
        };
        FollowRequests: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["FollowingPerson"][];
        };
        /** @description Newest first. */
        Follows: {
            id: number;
            /** @description Do I follow this person? Null for yourself. */
            is_following: boolean | null;
            nickname: string;
            /** @description Storage key, served at `/media/<key>`. */
            profile_image: string;
        }[];
        FollowToggle: {
            to_follow_id: number;
        };
        FollowToggled: {
            is_following: boolean;
            /**
             * @description `REQUESTED`: the account is private and was asked.
             * @enum {unknown}
             */
            message: "FOLLOWED" | "UNFOLLOWED" | "REQUESTED";
        };
        FollowUpdates: {
            /** @description The oldest first, at most 50. */
            data: {
                /** Format: date-time */
                follow_at: string;
                follower_follower_count: number;
                follower_id: number;
                /** @description Storage key, served at `/media/<key>`. */
                follower_image: string;
                follower_name: string;
                /** @description Tracks that everybody sees, counted up to 1,000. */
                follower_song_count: number;
                /** @description As it was until now. */
                is_checked: boolean;
                /** @description Whether I follow them, too. */
                mutual_follow: boolean;
            }[];
            /**
             * @description Only where there are none.
             * @enum {string}
             */
            message?: "EMPTY_UPDATES";
        };
        FollowWish: {
            /**
             * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
             * @example mudig_listener
             */
            handle: string;
        };
        FormWish: {
            /**
             * @description What the client says of the picture, in the field `Content-Type` of the form.
             * @default image/jpeg
             * @enum {unknown}
             */
            content_type: "image/jpeg" | "image/png" | "image/webp" | "image/avif" | "image/gif";
        };
        /** @description A comma-joined list, e.g. `K-POP,인디`. */
        Genre: string;
        GoogleCode: {
            code: string;
            /** @description From GET /accounts/google/login. */
            state?: string;
        };
        GoogleIdToken: {
            /** @description Google's, for this application. */
            id_token?: string;
        };
        GoogleState: {
            client_id: string;
            /** @description Good once, for 10 minutes; send it with the code. */
            state: string;
        };
        Home: {
            /** @description The 5 most liked that everybody may see. */
            liked_playlist: components["schemas"]["Playlist"][];
            /** @description My 4 newest, private ones and those in the making included. */
            my_playlist: components["schemas"]["Playlist"][];
            /** @description The 5 newest that everybody may see. */
            playlist_all: components["schemas"]["Playlist"][];
            /** @description Up to 5 of others that no other section of this answer shows: of my profile's genres first, then of people whom I follow, then whatever is popular these days. */
            recommend_pli: components["schemas"]["Playlist"][];
        };
        InterestSetting: {
            /** @description What I did before that does not count. */
            forgotten_at: string | null;
            /** @description Whether what I like, read and dwell on shapes what I am shown. */
            is_on: boolean;
        };
        Job: {
            attempt: number;
            /** Format: date-time */
            created_at: string;
            error_code: string | null;
            error_message: string | null;
            failures: number;
            failures_allowed: number;
            finished_at: string | null;
            id: number;
            key: string | null;
            lease_until: string | null;
            /** @description Ids and a version. */
            payload: unknown;
            pushed_at: string | null;
            queue: string;
            request_id: string | null;
            /** Format: date-time */
            run_at: string;
            started_at: string | null;
            state: components["schemas"]["JobState"];
            subject: string | null;
            user_id: number | null;
        };
        JobHistory: {
            attempt: number;
            attempts: components["schemas"]["Attempt"][];
            /** Format: date-time */
            created_at: string;
            error_code: string | null;
            error_message: string | null;
            failures: number;
            failures_allowed: number;
            finished_at: string | null;
            id: number;
            key: string | null;
            lease_until: string | null;
            /** @description Ids and a version. */
            payload: unknown;
            pushed_at: string | null;
            queue: string;
            request_id: string | null;
            /** Format: date-time */
            run_at: string;
            started_at: string | null;
            state: components["schemas"]["JobState"];
            subject: string | null;
            user_id: number | null;
        };
        JobPage: {
            jobs: components["schemas"]["Job"][];
            next_cursor: number | null;
        };
        /** @enum {unknown} */
        JobState: "queued" | "running" | "done" | "failed" | "cancelled";
        JoinForm: {
            about?: components["schemas"]["About"];
            email: components["schemas"]["Email"];
            genre?: components["schemas"]["Genre"];
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            name: components["schemas"]["Name"];
            password: components["schemas"]["NewPassword"];
            signup_token: string;
        };
        LatestMessages: {
            /** @description Of the conversation that was written in last, the oldest first; at most the newest hundred. */
            latest_message_details: components["schemas"]["MessageDetail"][];
        };
        LikeCount: {
            like_count: number;
        };
        Liked: {
            like_count: number;
            /** @description Do I like it now? */
            like_playlist: boolean;
            message: string;
        };
        Liker: {
            /** Format: date-time */
            created_at: string;
            like_user: components["schemas"]["SocialUser"];
        };
        LikeRequest: {
            /** @description What is wanted. Without it each request turns the like around. */
            liked?: boolean;
            playlist_id: number;
        };
        Me: {
            data: {
                user_id: number;
                /** @description Storage key, served at `/media/<key>`. */
                user_image: string;
                user_name: string;
            };
        };
        Message: {
            message: string;
        };
        MessageDetail: {
            chatroom_id: number;
            /** @description Text as it was written, never HTML. Empty where it was deleted. */
            content: string;
            /** Format: date-time */
            created_at: string;
            from_user_id: number;
            /** @description Storage key, served at `/media/<key>`. */
            from_user_img: string;
            from_user_name: string;
            /** @description Storage key, served at `/media/<key>`. */
            from_user_profile_image: string;
            /** @description Whether the one to whom it was written has read it. */
            is_checked: boolean;
            is_deleted: boolean;
            message_id: number;
            /** @description The playlist that it shows, where I may see that. */
            playlist: {
                name: string;
                playlist_id: number;
            }[];
            /** @description The track that it shows, where I may see that. */
            song: {
                name: string;
                song_id: number;
            }[];
            to_user_id: number;
            /** @description Storage key, served at `/media/<key>`. */
            to_user_img: string;
            to_user_name: string;
            /** @description Storage key, served at `/media/<key>`. */
            to_user_profile_image: string;
        };
        MessageEdit: {
            text: string;
        };
        MessageList: {
            /** @description Null where nobody has written yet. */
            chatroom_id: number | null;
            /** @description The newest first. */
            message_details: components["schemas"]["MessageDetail"][];
            next_cursor: string | null;
        };
        MessageSent: {
            chatroom_id: number;
            /** @enum {string} */
            message: "SUCCESS";
            message_id: number;
        };
        Music: {
            /** Format: date-time */
            created_at: string;
            id: number;
            /**
             * @description Embed address of the video; null while the song waits for one, or has none.
             * @example https://www.youtube.com/embed/dQw4w9WgXcQ
             */
            information: string | null;
            singer: string;
            song: string;
            thumbnail: string | null;
        };
        MusicSearchAnswer: {
            /** @description Best first. */
            music: components["schemas"]["Music"][];
            /** @description How many match; counted up to 1,000. */
            music_count: number;
            next_cursor: string | null;
        };
        MuteList: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: number | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: {
                /** Format: date-time */
                created_at: string;
                user: components["schemas"]["SocialUser"];
            }[];
        };
        MyPlaylists: {
            /** @description Newest first. */
            myplaylist: {
                id: number;
                thumbnail: string;
                title: string;
            }[];
            next_cursor: number | null;
        };
        Name: string;
        NameCheck: {
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            name: components["schemas"]["Name"];
        };
        NewAppeal: {
            /** @description Why the decision should be another one. */
            content: string;
            /** Format: uuid */
            decision: string;
        };
        NewComment: {
            /**
             * @description Length in code points, after NFC and without space around it.
             * @example 이 노래 최고예요
             */
            content: string;
            playlist_id: number;
        };
        /** @description The newest one. */
        NewestReply: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description Do I like it? */
            is_liked: boolean;
            likes_count: number;
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
        } | null;
        NewMessage: {
            /**
             * @description Length in code points, after NFC and without space around it.
             * @example 이 곡 들어 보셨어요?
             */
            content: string;
            /** @description The conversation that is meant. It has to be the one with that person. */
            message_number_id?: number | null;
            /** @description A playlist to show. A message shows one thing: not together with a song. */
            playlist_id?: number | null;
            /** @description A track to show. It has to be there for the sender. */
            song_id?: number | null;
            to_user_id: number;
        };
        NewPassword: string;
        NewPlay: {
            /** @description What was heard, without pauses and without what was skipped. */
            ms_played: number;
            /** @description A UUID that the client draws once for each play; the same again is the same play. */
            play_id: string;
            /** @description Where the player stands, in seconds; it counts nothing. */
            position?: number;
        };
        NewPost: {
            /** @description What each of the pictures shows, in their order. */
            alt?: string[];
            /** @description A word, or a number as older clients send it. */
            category?: string | number | null;
            /** @description Own uploads: the address that the form was sent to, followed by its `key`. */
            images?: string[];
            /**
             * @default published
             * @enum {unknown}
             */
            state: "draft" | "published";
            /** @description With their sign or without. Those in the text are tags as well. */
            tags?: string[];
            /** @description In code points. */
            text: string;
        };
        NewPostComment: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            post: string;
        };
        NewProduct: {
            /** @example 제주 감귤 5kg */
            name: string;
            /** @description Whole won. */
            price: number;
            /** @description A picture: an https address at others, whose copy becomes `preview`, or an own upload by the address that its form was sent to, followed by its `key`. */
            product_image_link: string;
            /**
             * @description Where it is sold: https alone, of a host with a name.
             * @example https://shop.example/products/1
             */
            product_link: string;
        };
        NewReply: {
            /**
             * @description Length in code points, after NFC and without space around it.
             * @example 이 노래 최고예요
             */
            content: string;
            /** @description A comment of the same playlist. A reply to a reply stands beside it, under the same comment. */
            parent_id: number;
            playlist_id: number;
        };
        NewReport: {
            /** @description What is wrong. */
            description?: string;
            /** @description Of a chat: what is kept is what was said around it. */
            message_id?: number;
            /** @enum {string} */
            reason?: "spam" | "abuse" | "sexual" | "violence" | "illegal" | "impersonation" | "spoiler" | "other";
            /** @description Of what the first clients name by numbers. */
            target_id?: number;
            /** @enum {string} */
            target_type: "user" | "playlist" | "track" | "post" | "product" | "review" | "comment" | "chat";
            /** @description A handle: who is reported, or whose words in a chat. */
            target_user?: string;
            /** Format: uuid */
            target_uuid?: string;
        };
        NewReview: {
            /** @description Kept as it is sent, without space around it. */
            content: string;
            is_spoiler?: boolean;
            /** @description For me alone. */
            private?: boolean;
        };
        NewReviewComment: {
            /** @description Kept as it is sent, without space around it. */
            content: string;
            is_spoiler?: boolean;
        };
        NewReviewReport: {
            /** @enum {string} */
            report_type: "spoiler" | "inappropriate";
        };
        NewRoom: {
            /** @description Whom to open it with. With one other person there is one room, which is answered where there is one. */
            handles: string[];
            /** @description Of a room of more than two. */
            name?: string;
        };
        NewSet: {
            description?: string;
            /** @default true */
            is_public: boolean;
            /** @example 밤의 기록 */
            name: string;
            /** @description In their order; any tracks that I may hear, and my own in every state. */
            song_ids: number[];
        };
        NewSetComment: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
            /** @description A comment of the same set that this one replies to. */
            parent_id?: number;
        };
        NewTrackComment: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
            /** @description A comment of the same track. The reply stands at its moment, whatever position comes with it. */
            parent_id?: number;
            /**
             * @description In seconds.
             * @default 0
             */
            position: number;
            /** @description Wins where both are there. */
            position_ms?: number;
        };
        NewUpload: {
            /** @description Of the whole file. */
            bytes: number;
            /** @example 새벽 세 시.flac */
            filename: string;
            /** @description Of the whole file. One that arrives otherwise becomes no track. */
            sha256?: string;
        };
        Notification: {
            /** @description How many people did it. */
            actor_count: number;
            /** @description Who did it, the latest first; at most three. Empty where nobody did. */
            actors: {
                id: number;
                /** @description Storage key, served at `/media/<key>`. */
                image: string;
                name: string;
            }[];
            /** @description The conversation, for `message`. */
            chatroom_id: number | null;
            /** @description The latest comment, reply or message. */
            comment_id: number | null;
            /** Format: date-time */
            created_at: string;
            id: number;
            is_read: boolean;
            /**
             * @description `followed`: somebody follows me. `follow_requested`: somebody asks to follow me. `follow_accepted`: somebody lets me follow them. `message`: somebody wrote to me. `ready`: my playlist is finished. `liked_post`: somebody likes my post. `commented_post`: somebody commented on my post. `replied_post`: somebody replied to my comment on a post. `liked_post_comment`: somebody likes my comment on a post. `mentioned_post`: somebody mentioned me in a post or in a comment on one. `new_post`: somebody I follow published a post. `liked_product`: somebody likes my product. `commented_product`: somebody commented on my product. `replied_product`: somebody replied to my comment on a product. `liked_review`: somebody likes my review. `commented_review`: somebody commented on my review. `replied_review`: somebody replied to my comment on a review. `liked_review_comment`: somebody likes my comment on a review. `liked_set`: somebody likes my set. `commented_set`: somebody commented on my set. `replied_set`: somebody replied to my comment on a set. `liked`: somebody likes my playlist. `commented`: somebody commented on my playlist. `replied`: somebody replied to my comment. `track_ready`: my track is ready. `track_failed`: my track could not be processed. `liked_track`: somebody likes my track. `commented_track`: somebody commented on my track. `replied_track`: somebody replied to my comment on a track. `reposted`: somebody reposted my track. `new_track`: somebody I follow published a track.
             * @enum {unknown}
             */
            kind: "followed" | "follow_requested" | "follow_accepted" | "message" | "ready" | "liked_post" | "commented_post" | "replied_post" | "liked_post_comment" | "mentioned_post" | "new_post" | "liked_product" | "commented_product" | "replied_product" | "liked_review" | "commented_review" | "replied_review" | "liked_review_comment" | "liked_set" | "commented_set" | "replied_set" | "liked" | "commented" | "replied" | "track_ready" | "track_failed" | "liked_track" | "commented_track" | "replied_track" | "reposted" | "new_track";
            playlist: {
                id: number;
                /** @description Storage key, served at `/media/<key>`. */
                thumbnail: string;
                title: string;
            } | null;
            /** @description Where it is about one. */
            post: {
                /** @description The beginning. */
                text: string;
                uuid: string;
            } | null;
            /** @description Where it is about one. */
            product: {
                name: string;
                uuid: string;
            } | null;
            /** @description Where it is about one: by the title of its film, and none of its words. */
            review: {
                id: number;
                movie: number;
                title: string;
            } | null;
            /** @description Number of the latest act: the order of the list, and the event id of the stream. */
            seq: number;
            /** @description Where it is about one. */
            set: {
                id: number;
                name: string;
            } | null;
            /**
             * @description A sentence, Korean or English by Accept-Language.
             * @example 민수님 외 4명이 회원님의 ‘비 오는 밤’ 플레이리스트를 좋아합니다.
             */
            text: string;
            /** @description Where it is about one. */
            track: {
                id: number;
                /** @description Storage key, served at `/media/<key>`. */
                picture: string | null;
                title: string;
            } | null;
            /**
             * Format: date-time
             * @description When the latest act was told.
             */
            updated_at: string;
        };
        NotificationList: {
            next_cursor: number | null;
            /** @description The latest act first. */
            notifications: components["schemas"]["Notification"][];
            /** @description Counted up to 100, which means that or more. */
            unread_count: number;
        };
        /** @description Whether I am told. All are true until I say otherwise. */
        NotificationSettings: {
            commented: boolean;
            commented_post: boolean;
            commented_product: boolean;
            commented_review: boolean;
            commented_set: boolean;
            commented_track: boolean;
            follow_accepted: boolean;
            follow_requested: boolean;
            followed: boolean;
            liked: boolean;
            liked_post: boolean;
            liked_post_comment: boolean;
            liked_product: boolean;
            liked_review: boolean;
            liked_review_comment: boolean;
            liked_set: boolean;
            liked_track: boolean;
            mentioned_post: boolean;
            message: boolean;
            new_post: boolean;
            new_track: boolean;
            ready: boolean;
            replied: boolean;
            replied_post: boolean;
            replied_product: boolean;
            replied_review: boolean;
            replied_set: boolean;
            replied_track: boolean;
            reposted: boolean;
            track_failed: boolean;
            track_ready: boolean;
        };
        NotificationSettingsChange: {
            commented?: boolean;
            commented_post?: boolean;
            commented_product?: boolean;
            commented_review?: boolean;
            commented_set?: boolean;
            commented_track?: boolean;
            follow_accepted?: boolean;
            follow_requested?: boolean;
            followed?: boolean;
            liked?: boolean;
            liked_post?: boolean;
            liked_post_comment?: boolean;
            liked_product?: boolean;
            liked_review?: boolean;
            liked_review_comment?: boolean;
            liked_set?: boolean;
            liked_track?: boolean;
            mentioned_post?: boolean;
            message?: boolean;
            new_post?: boolean;
            new_track?: boolean;
            ready?: boolean;
            replied?: boolean;
            replied_post?: boolean;
            replied_product?: boolean;
            replied_review?: boolean;
            replied_set?: boolean;
            replied_track?: boolean;
            reposted?: boolean;
            track_failed?: boolean;
            track_ready?: boolean;
        };
        NowPlaying: {
            now: {
                /** Format: date-time */
                heard_at: string;
                listener: {
                    id: number;
                    /** @description Storage key, served at `/media/<key>`. */
                    image: string;
                    name: string;
                };
                song: components["schemas"]["Song"];
            }[];
        };
        OEmbed: {
            author_name: string;
            height: number;
            /** @description The player’s page in an iframe. */
            html: string;
            provider_name: string;
            provider_url: string;
            thumbnail_height?: number;
            thumbnail_url?: string;
            thumbnail_width?: number;
            title: string;
            /** @enum {string} */
            type: "rich";
            /** @enum {string} */
            version: "1.0";
            width: number;
        };
        OneSong: {
            song: components["schemas"]["SongDetail"][];
        };
        Opinion: {
            /** @description What they are called. With entities for what HTML would take for a tag. */
            author: string;
            /** @description With entities for what HTML would take for a tag. */
            content: string;
            id: number;
            /** @description Cover its words until somebody wants to read them. */
            is_spoiler: boolean;
            like_count: number;
            /** @description Of mine alone. */
            private: boolean;
        };
        OtpRequest: {
            email: components["schemas"]["Email"];
        };
        OtpVerification: {
            email: components["schemas"]["Email"];
            /**
             * @description Six digits, in any width, with or without spaces or dashes between them.
             * @example 123456
             */
            otp: string;
        };
        OtpVerified: {
            message: string;
            /** @description Good for one account with this address, for 30 minutes. Send it with /user/join. */
            signup_token: string;
        };
        OwnComment: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description Do I like it? */
            is_liked: boolean;
            likes_count: number;
            /** @description What it replies to. */
            parent: string | null;
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            post: string;
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
        };
        OwnComments: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["OwnComment"][];
        };
        OwnSongStats: {
            comment_count: number;
            /** @description Every one, the oldest first. Who heard two of the tracks is two of the listeners. */
            days: {
                /** @description In UTC. */
                day: string;
                listeners: number;
                plays: number;
            }[];
            like_count: number;
            /** @description Since ever, as the three that follow. */
            play_count: number;
            repost_count: number;
            /** @description Tracks of mine, in every state. */
            song_count: number;
        };
        Password: string;
        PasswordChange: {
            new_password: components["schemas"]["NewPassword"];
            old_password: components["schemas"]["Password"];
        };
        PasswordReset: {
            new_password: components["schemas"]["NewPassword"];
        };
        PeopleFound: {
            /** @description The best first, at most 20. */
            user_info: {
                user_id: number;
                user_name: string;
            }[];
        };
        PeoplePage: {
            /** @description Address of the next page. */
            next: string | null;
            previous: string | null;
            results: components["schemas"]["SocialUser"][];
        };
        PeopleSearch: {
            /** @description A part of a name, also initial consonants; small misspellings do no harm. */
            name: string;
        };
        PersonEdit: {
            /**
             * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
             * @example mudig_listener
             */
            handle?: string;
            /** @description True lets in everybody who has asked to follow; they need not ask any longer. */
            is_public?: boolean;
            profile?: {
                bio?: components["schemas"]["About"];
                /** @description With http, https or nothing in front; empty for none. */
                link_1?: string;
                /** @description With http, https or nothing in front; empty for none. */
                link_2?: string;
                /** @description Address of a picture that you have uploaded; empty for none. */
                profile_image?: string;
            };
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            username?: components["schemas"]["Name"];
        };
        PictureUpload: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is removed, unless something shows it by then.
             */
            expires_at: string;
            /** @description Whether something shows it; what nothing shows is removed after a day. */
            is_attached: boolean;
            is_public: boolean;
            /** @example upload/3Tn1b1mkyGzIkbhLGjyFmw.jpg */
            key: string;
            /** @description Its address once it is ready; its owner alone gets what is private or shown by nothing. */
            picture: string | null;
            /** @description Why it was refused. */
            reason: string | null;
            /**
             * @description `waiting`: nobody has used it yet, nor said that it is complete. `checking`: it is being looked at. `ready`: `picture` can be had. `refused`: it is no picture that can be shown, and is gone.
             * @enum {unknown}
             */
            state: "waiting" | "checking" | "ready" | "refused";
        };
        PlayAnswer: {
            /** @description Whether this play counts: after 30 seconds or half of the track, and once for a listener in each half hour. It shows in `play_count` within minutes. */
            counted: boolean;
        };
        Playlist: {
            content: string;
            /** Format: date-time */
            created_at: string;
            genre: string;
            id: number;
            is_active: boolean;
            is_public: boolean;
            like_count: number;
            /** @description Do I like it? */
            like_playlist: boolean;
            /** @description Song ids in order. */
            music: number[];
            /** @description Names it in `/playlist/shared/<slug>`, which opens without an account. */
            slug: string;
            status: components["schemas"]["DigStatus"];
            /** @description Storage key of the cover, served at `/media/<key>`. */
            thumbnail: string;
            thumbnails: components["schemas"]["Thumbnails"];
            title: string;
            /** Format: date-time */
            updated_at: string;
            writer: number;
            writer_profile: components["schemas"]["Writer"];
        };
        PlaylistAccepted: {
            job: components["schemas"]["DigJob"];
            message: string;
            playlist: components["schemas"]["Playlist"];
        };
        PlaylistCreated: {
            message: string;
            playlist: components["schemas"]["Playlist"];
            playlist_music_list: components["schemas"]["Music"][];
        };
        PlaylistDetail: {
            comments: components["schemas"]["Comments"];
            music: components["schemas"]["Music"][];
            /** @description For earlier comments; null where there are none. */
            next_comments_cursor: string | null;
            playlist: components["schemas"]["Playlist"];
            user: components["schemas"]["Writer"];
        };
        PlaylistEdit: {
            /**
             * @description Songs to put at the end. Those that are in it stay where they are.
             * @example 1,2
             */
            add_music_list?: string;
            content?: string;
            /**
             * @description Songs to take out. Those that are not in it make no difference.
             * @example 1,2
             */
            del_music_list?: string;
            /**
             * Format: binary
             * @description A cover of your own: JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description A private playlist exists for nobody but its writer, and is nobody’s main one. */
            is_public?: boolean;
            /**
             * @description Every song of the playlist in its new order, after removal and addition. Empty is left out.
             * @example 1,2
             */
            move_music?: string;
            title?: string;
        };
        PlaylistEdited: {
            message: components["schemas"]["Playlist"];
        };
        PlaylistExport: {
            content: string;
            /** Format: date-time */
            created_at: string;
            genre: string;
            songs: {
                position: number;
                singer: string;
                song: string;
                /** @description Page of the video on YouTube. */
                video: string | null;
            }[];
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Name. */
            writer: string;
        };
        Post: {
            /** @description What each of the pictures shows, in words; may be empty. */
            alt: string[];
            category: string | null;
            /** @description The newest two. */
            comments: components["schemas"]["PostComment"][];
            /** @description With replies. */
            comments_count: number;
            /**
             * Format: date-time
             * @description When it was published; of a draft, when it was begun.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was changed last after its publication.
             */
            edited_at: string | null;
            /** @description Of others only those that are verified. */
            images: string[];
            /** @description Do I like it? */
            is_liked: boolean;
            likes_count: number;
            state: components["schemas"]["PostState"];
            status: components["schemas"]["PostStatus"];
            /** @description Those that were named, then those in the text, without a sign. */
            tags: string[];
            /** @description As it was written, never HTML: show it as text. */
            text: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
            /** @description Each person counts once a day; it follows within minutes. */
            views_count: number;
        };
        /** @description What is left out stays. */
        PostChange: {
            /** @description What each of the pictures shows, in their order. */
            alt?: string[];
            /** @description A word, or a number as older clients send it. */
            category?: string | number | null;
            /** @description Own uploads: the address that the form was sent to, followed by its `key`. */
            images?: string[];
            state?: components["schemas"]["PostState"];
            /** @description With their sign or without. Those in the text are tags as well. */
            tags?: string[];
            /** @description In code points. */
            text?: string;
        };
        PostComment: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description Do I like it? */
            is_liked: boolean;
            likes_count: number;
            reply: components["schemas"]["NewestReply"];
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
        };
        PostComments: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["PostComment"][];
        };
        PostLikeRequest: {
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            post_uuid?: string;
        };
        PostLikers: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Liker"][];
        };
        PostReplacement: {
            /** @description What each of the pictures shows, in their order. */
            alt?: string[];
            /** @description A word, or a number as older clients send it. */
            category?: string | number | null;
            /** @description Own uploads: the address that the form was sent to, followed by its `key`. */
            images?: string[];
            state?: components["schemas"]["PostState"];
            /** @description With their sign or without. Those in the text are tags as well. */
            tags?: string[];
            /** @description In code points. */
            text: string;
        };
        PostReplies: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["PostReply"][];
        };
        PostReply: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description Do I like it? */
            is_liked: boolean;
            likes_count: number;
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
        };
        Posts: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Post"][];
        };
        /**
         * @description `draft` and `hidden` exist for their owner alone.
         * @enum {unknown}
         */
        PostState: "draft" | "published" | "hidden";
        /**
         * @description As `state`.
         * @enum {unknown}
         */
        PostStatus: "draft" | "published" | "hidden";
        PostTags: {
            tags: {
                name: string;
                post_count: number;
            }[];
        };
        Product: {
            /** @description Each person counts once a day; it follows within minutes. */
            clicks_count: number;
            comments_count: number;
            /** Format: date-time */
            created_at: string;
            is_liked: boolean;
            likes_count: number;
            name: string;
            /** @description The picture as this API has it; null until it is there, and where it cannot be had. */
            preview: string | null;
            /** @description Whole won. */
            price: number;
            /** @description As it was given; of an upload, our address of it. */
            product_image_link: string;
            product_link: string;
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["SocialUser"];
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            uuid: string;
        };
        /** @description What is left out stays. */
        ProductChange: {
            /** @example 제주 감귤 5kg */
            name?: string;
            /** @description Whole won. */
            price?: number;
            /** @description A picture: an https address at others, whose copy becomes `preview`, or an own upload by the address that its form was sent to, followed by its `key`. */
            product_image_link?: string;
            /**
             * @description Where it is sold: https alone, of a host with a name.
             * @example https://shop.example/products/1
             */
            product_link?: string;
        };
        ProductLike: {
            liked: boolean;
        };
        ProductLiked: {
            like_count: number;
            liked: boolean;
        };
        Products: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Product"][];
        };
        Profile: {
            about: string;
            /** @description Only towards its owner. */
            email: string | null;
            /** @description A comma-joined list. */
            genre: string;
            id: number;
            /** @description Storage key, served at `/media/<key>`. */
            image: string;
            /** @description Do I follow this person? Null for yourself. */
            is_following: boolean | null;
            name: string;
            rep_playlist: number | null;
        };
        ProfileAnswer: {
            /** @description Newest like first. */
            liked_playlists: components["schemas"]["Playlist"][];
            /** @description Null when both lists have ended. */
            next_cursor: string | null;
            /** @description Written by this person, newest first. */
            playlist: components["schemas"]["Playlist"][];
            profile: components["schemas"]["Profile"];
        };
        ProfileEdit: {
            about?: components["schemas"]["About"];
            genre?: components["schemas"]["Genre"];
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            name?: components["schemas"]["Name"];
            /** @description A finished public playlist of your own; an empty text unsets it. */
            rep_playlist?: number | "";
        };
        ProviderJourney: {
            /**
             * Format: uri
             * @description The provider's page. Its `state` is good once and for 10 minutes; keep it and compare.
             */
            url: string;
        };
        /** @enum {string} */
        ProviderName: "google" | "kakao" | "naver";
        ProviderReturn: {
            code: string;
            state: string;
        };
        /** @description Five, or fewer when there are no more. */
        RandomVideos: components["schemas"]["Music"][];
        Reactivation: {
            /** @description A new name; without it the old one, where nobody has taken it meanwhile. */
            name?: components["schemas"]["Name"];
        };
        ReadAnswer: {
            /** @description Counted up to 100, which means that or more. */
            unread_count: number;
        };
        Readiness: {
            /** @enum {unknown} */
            migrations: "ok" | "pending" | "unknown";
            /** @enum {unknown} */
            postgres: "ok" | "down";
            /** @enum {unknown} */
            redis: "ok" | "down";
            /** @enum {unknown} */
            status: "ready" | "not_ready" | "draining";
        };
        ReadMark: {
            /**
             * @description All there are.
             * @enum {boolean}
             */
            all?: true;
            /** @description Exactly these. */
            ids?: number[];
            /** @description All whose `seq` is this one or smaller: of a list that is shown send the largest. What was told of meanwhile, also in one of the list, stays unread. */
            up_to?: number;
        };
        Recommendations: {
            data: {
                id: number;
                /**
                 * @description Nobody whom I follow is recommended.
                 * @enum {boolean}
                 */
                mutual_follow: false;
                name: string;
                /** @description Storage key, served at `/media/<key>`. */
                profile_image: string;
                /** @description Tracks that everybody sees, counted up to 1,000. */
                song_count: number;
                /** @description How many follow this person. */
                to_follow_count: number;
            }[];
        };
        RedDots: {
            data: {
                /** @description False where a follow was not seen yet. */
                follow_checked: boolean;
                /** @description Who followed me last, of those. */
                follower_id: number | null;
                /** @description False where a message was not read yet. */
                message_checked: boolean;
                /** @description Who wrote to me last, of those. */
                sender: number | null;
            };
        };
        RefreshRequest: {
            refresh: string;
        };
        Registration: {
            email: components["schemas"]["Email"];
            password1: components["schemas"]["NewPassword"];
            password2: components["schemas"]["Password"];
            /** @description From /user/otp/verify. Without one a mail is sent. */
            signup_token?: string;
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            username: components["schemas"]["Name"];
        };
        RegistrationConfirmation: {
            /** @description `token` of the mailed link. */
            key: string;
            password: components["schemas"]["Password"];
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            username?: components["schemas"]["Name"];
        };
        Replayed: {
            /** @description Ids of the jobs that will run again. */
            replayed: number[];
        };
        ReplyLikeRequest: {
            /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
            reply_uuid?: string;
        };
        ReplyLikers: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Liker"][];
        };
        Report: {
            /** Format: date-time */
            created_at: string;
            description: string;
            reason: string;
            /** @enum {string} */
            state: "open" | "upheld" | "dismissed";
            /** @enum {string} */
            target_type: "user" | "playlist" | "track" | "post" | "product" | "review" | "comment" | "chat";
            /** Format: uuid */
            uuid: string;
        };
        ReportCase: {
            author: {
                handle: string | null;
                id: number;
                is_suspended: boolean;
                name: string;
                suspended_until: string | null;
            };
            claimed_by: string | null;
            measure: string | null;
            /** @description How many people reported it since somebody last decided on it. */
            open_count: number;
            /** Format: date-time */
            opened_at: string;
            reasons: {
                [key: string]: number;
            };
            snapshot: {
                [key: string]: unknown;
            } | null;
            target_id: number;
            /** @enum {string} */
            target_type: "user" | "playlist" | "track" | "post" | "product" | "review" | "comment" | "chat";
            /** Format: uuid */
            uuid: string;
        };
        ReportList: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: (components["schemas"]["ReportCase"] | components["schemas"]["Report"])[];
        };
        ReportStatistics: {
            actions: {
                [key: string]: number;
            };
            oldest_open_at: string | null;
            open_appeals: number;
            open_cases: number;
            reports: {
                [key: string]: number;
            };
            targets: {
                [key: string]: number;
            };
        };
        Review: {
            /** @description What they are called. With entities for what HTML would take for a tag. */
            author: string;
            comment_count: number;
            /** @description With entities for what HTML would take for a tag. */
            content: string;
            /** Format: date-time */
            created_at: string;
            id: number;
            /** @description Do I like it? */
            is_liked: boolean;
            /** @description Whether it speaks well of the film; null until it was analysed, and where that is doubtful. */
            is_positive: boolean | null;
            /** @description Cover its words until somebody wants to read them. */
            is_spoiler: boolean;
            like_count: number;
            movie: number;
            /** @description Of mine alone. */
            private: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What is left out stays. */
        ReviewChange: {
            /** @description Kept as it is sent, without space around it. */
            content: string;
            /** @description A mark stays: false changes nothing. */
            is_spoiler?: boolean;
            private?: boolean;
        };
        ReviewComment: {
            /** @description With entities for what HTML would take for a tag. */
            author: string;
            /** @description With entities for what HTML would take for a tag. */
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description No review has the same. */
            id: number;
            is_liked: boolean;
            is_spoiler: boolean;
            like_count: number;
            review: number;
            /** Format: date-time */
            updated_at: string;
        };
        ReviewComments: components["schemas"]["ReviewComment"][];
        ReviewMessage: {
            message: string;
        };
        Reviews: components["schemas"]["Review"][];
        Room: {
            /** Format: date-time */
            created_at: string;
            /** @description The newest text; null where there is none, or it is deleted. */
            first_message: string | null;
            /** @description Number of the newest message. */
            last_seq: number;
            /** @description Who is in it, whoever came first comes first. */
            members: components["schemas"]["RoomMember"][];
            /** @description Empty where it has none. */
            name: string;
            /** @description Handle. A room of two has none. */
            owner: string | null;
            /** @description I have read up to this number. */
            read_seq: number;
            /** @description Messages that I have not read. */
            unread: number;
            /**
             * Format: date-time
             * @description Of the newest message or change.
             */
            updated_at: string;
            /** Format: uuid */
            uuid: string;
        };
        RoomChange: {
            /** @description All who are to be in it: others join, those left out leave. */
            handles?: string[];
            name?: string | null;
            /**
             * @description Somebody in it, who owns it from then on.
             * @example mudig_listener
             */
            owner?: string;
        };
        RoomMember: {
            /**
             * Format: uuid
             * @description Names this person in this room, and in no other.
             */
            id: string;
            user: components["schemas"]["SocialUser"];
        };
        RoomMessage: {
            /** @description The sender's own name of it. */
            client_id: string | null;
            /** Format: date-time */
            created_at: string;
            deleted: boolean;
            edited_at: string | null;
            id: number;
            /** @description Who wrote it, as a member of the room. */
            member: string | null;
            /** @description Number of the message that it replies to. */
            reply_to: number | null;
            /** Format: uuid */
            room_id: string;
            /** @description Its number in the room. What follows one another there has numbers without holes. */
            seq: number;
            /** @description As it was written, never HTML. Empty where it was deleted. */
            text: string;
        };
        RoomMessagePage: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["RoomMessage"][];
        };
        RoomPage: {
            /** @description Address of the next page. */
            next: string | null;
            /** @description `cursor` of the next page. */
            next_cursor: string | null;
            /** @description Lists are walked forwards. */
            previous: null;
            results: components["schemas"]["Room"][];
        };
        SearchAnswer: {
            /** @description Leads to the next page of each list; one that has ended stays empty. Null when all have. */
            next_cursor: string | null;
            /** @description By title, in the same order. Only what everybody may see. */
            playlists: components["schemas"]["Playlist"][];
            /** @description The newest three that contain the words; empty on later pages. */
            recent_playlists: {
                playlist: components["schemas"]["Playlist"];
                writer: components["schemas"]["Writer"];
            }[];
            /** @description The newest three that contain the words; empty on later pages. */
            recent_users: components["schemas"]["Profile"][];
            /** @description By singer and title. One entry, or none where nothing matches. */
            search_music: {
                /** @description Best first. */
                music: components["schemas"]["Music"][];
                /** @description How many match; counted up to 1,000. */
                music_count: number;
            }[];
            /** @description By name and text. First who is called so, then who begins with it, then who contains it, then who is spelt like it; the newest first. */
            users: components["schemas"]["Profile"][];
        };
        SecretLink: {
            /** Format: date-time */
            created_at: string;
            /** @description The address to give away; below this API where its public address is not known. */
            link: string;
            slug: string;
        };
        Sentiment: {
            /** @description The three most liked. */
            negative_review: components["schemas"]["Opinion"][];
            /** @description The three most liked. */
            positive_review: components["schemas"]["Opinion"][];
        };
        Sessions: {
            /** @description The one used last comes first; at most 100. */
            sessions: {
                /** @description Where the sign-in came from. */
                address: string | null;
                /** Format: date-time */
                created_at: string;
                /** @description Such as `Chrome, Windows`; null where it gave no name. */
                device: string | null;
                /** Format: uuid */
                id: string;
                /** @description The session that asks. */
                is_current: boolean;
                /** Format: date-time */
                last_used_at: string;
            }[];
        };
        SetAnswer: {
            set: components["schemas"]["SongSetDetail"];
        };
        /** @description What is left out stays. */
        SetChange: {
            description?: string;
            is_public?: boolean;
            /** @example 밤의 기록 */
            name?: string;
            /** @description All of them in their order: others leave the set. Tracks of the set that I may not see at the moment stay behind these. */
            song_ids?: number[];
        };
        SetComment: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            id: number;
            /** @description False for a deleted one, whose content is empty. */
            is_active: boolean;
            /** @description The comment that this one replies to; that one replies to none. */
            parent: number | null;
            set_id: number;
            /** Format: date-time */
            updated_at: string;
            writer: number;
            writer_profile: components["schemas"]["Writer"];
        };
        SetCommentAnswer: {
            comment: components["schemas"]["SetComment"];
        };
        SetCommentChange: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
        };
        SetComments: {
            /** @description Threads in the order in which they began, each comment before the replies to it. */
            comments: components["schemas"]["SetComment"][];
            /** @description For earlier comments; null where there are none. */
            next_cursor: string | null;
        };
        SetList: {
            /** @description Leads to the next page; null at the end. */
            next_cursor: number | null;
            sets: components["schemas"]["SongSet"][];
        };
        SignedIn: {
            message: string;
            token: components["schemas"]["Tokens"];
            user: components["schemas"]["Profile"];
        };
        SignedUp: {
            /** @description Good for one exchange at /user/api/token/refresh. */
            refresh: string;
            /** @description The access token, for 15 minutes. These clients send it bare. */
            token: string;
            user: components["schemas"]["Profile"];
        };
        SignUpConfirmation: {
            /** @description Another name than the one of the sign-up, where somebody has taken that meanwhile. */
            name?: components["schemas"]["Name"];
            password: components["schemas"]["Password"];
        };
        SignUpMailed: {
            /** @enum {string} */
            message: "VERIFY_EMAIL";
        };
        SignUpRequest: {
            /** @description Years, as a number or as text; what is none is not kept. Shown to nobody. */
            age?: number | string | null;
            email: components["schemas"]["Email"];
            /** @description In one’s own words, 30 characters of them. Shown to nobody. */
            gender?: string | null;
            /** @description Where there is none a name is drawn. */
            name?: components["schemas"]["Name"];
            password: components["schemas"]["NewPassword"];
            /** @description From /user/otp/verify. Without one a mail is sent. */
            signup_token?: string;
        };
        SocialJoinForm: {
            about?: components["schemas"]["About"];
            /** @description Another address than the one that the provider verified, or where there is none. */
            email?: components["schemas"]["Email"];
            /** @description The `signup_token` of /user/otp/verify for that address. */
            email_token?: string;
            genre?: components["schemas"]["Genre"];
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description Unique; upper and lower case, spaces and Unicode forms make no difference. Stored and counted in NFKC. */
            name: components["schemas"]["Name"];
            /** @description From the callback. */
            signup_token: string;
        };
        SocialNewcomer: {
            /** @description The address that the provider has verified. Null: let the person confirm one by /user/otp and /user/otp/verify. */
            email: string | null;
            message: string;
            /** @description Good for one account with this identity, for 30 minutes. Send it with /user/socialjoin. */
            signup_token: string;
        };
        SocialProfile: {
            /** Format: date-time */
            created_at: string;
            /** @description Only towards its owner. */
            email?: string;
            followers_count: number;
            follows_count: number;
            /** @description `withdrawn` for somebody who has left. */
            handle: string;
            /** @description Does this person follow me? */
            is_follower: boolean;
            /** @description Do I follow this person? */
            is_following: boolean;
            /** @description False: whoever wants to see more than this asks to follow first. */
            is_public: boolean;
            /** @description Have I asked to follow this person, and wait for an answer? */
            is_requested: boolean;
            /** @description Only towards its owner: whether an operator has this address. */
            is_staff?: boolean;
            profile: {
                bio: string;
                /** @description An address with http or https; empty where there is none. */
                link_1: string;
                /** @description An address with http or https; empty where there is none. */
                link_2: string;
                /**
                 * Format: uri
                 * @description Whole address of a picture.
                 */
                profile_image: string;
            };
            /** Format: date-time */
            updated_at: string;
            username: string;
        };
        SocialUser: {
            /** Format: date-time */
            created_at: string;
            followers_count: number;
            follows_count: number;
            /** @description `withdrawn` for somebody who has left. */
            handle: string;
            /** @description Does this person follow me? */
            is_follower: boolean;
            /** @description Do I follow this person? */
            is_following: boolean;
            /** @description False: whoever wants to see more than this asks to follow first. */
            is_public: boolean;
            profile: {
                bio: string;
                /** @description An address with http or https; empty where there is none. */
                link_1: string;
                /** @description An address with http or https; empty where there is none. */
                link_2: string;
                /**
                 * Format: uri
                 * @description Whole address of a picture.
                 */
                profile_image: string;
            };
            /** Format: date-time */
            updated_at: string;
            username: string;
        };
        Song: {
            /** @description Storage key, served at `/media/<key>`. */
            artist_img: string;
            artist_name: string;
            /** @description Address below this API. */
            big_img_url: string | null;
            comment_count: number;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** @description Of what was decoded, not of a header. */
            duration_ms: number | null;
            /** @description Why the last file failed; told to its owner alone. */
            error_code: string | null;
            /** @description What a player adds so that tracks are equally loud, at −18 LUFS as ReplayGain 2.0 has it; null where the loudness is. */
            gain_db: number | null;
            /** @description Whether others may have the file as it was uploaded. */
            is_downloadable: boolean;
            /** @description Do I like it? */
            is_liked: boolean;
            is_public: boolean;
            /** @description Have I reposted it? */
            is_reposted: boolean;
            like_count: number;
            /** @description Integrated, EBU R 128; null for digital silence and before it is measured. */
            loudness_lufs: number | null;
            play_count: number;
            repost_count: number;
            sample_rate: number | null;
            /** @description Names the public page, `/song/shared/<slug>`. */
            slug: string;
            /** @description Address below this API. */
            small_img_url: string | null;
            song_id: number;
            song_name: string;
            /** @description Address of the AAC rendition, with its version, so that it may be kept for good. Of a track that not everybody may see it bears a signature that opens it for six hours. */
            song_path: string;
            song_tag: string[];
            status: components["schemas"]["TrackStatus"];
            user_id: number;
            /** @description `truncated`: the file says that it is longer than what can be heard. `duplicate`: another track of mine has the same file. Told to its owner alone. */
            warning: "truncated" | "duplicate" | null;
            /** @description 270 values from 0 to 300, or none before the waveform is there. */
            wave_data: number[];
        };
        SongAccepted: {
            job: components["schemas"]["SongJob"];
            message: string;
            song: components["schemas"]["Song"];
        };
        SongAddition: {
            /**
             * @description Those that are in it stay where they are.
             * @example 1,2
             */
            music: string;
            playlist_id: number;
        };
        SongAnswer: {
            song: components["schemas"]["SongDetail"];
        };
        SongDetail: {
            /** @description Storage key, served at `/media/<key>`. */
            artist_img: string;
            artist_name: string;
            /** @description Address below this API. */
            big_img_url: string | null;
            /** @description By their beginnings, each later than the one before and within the track. */
            chapters: {
                start_ms: number;
                /** @example 후렴 */
                title: string;
            }[];
            comment_count: number;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** @description Of what was decoded, not of a header. */
            duration_ms: number | null;
            /** @description Why the last file failed; told to its owner alone. */
            error_code: string | null;
            /** @description What a player adds so that tracks are equally loud, at −18 LUFS as ReplayGain 2.0 has it; null where the loudness is. */
            gain_db: number | null;
            /** @description Whether others may have the file as it was uploaded. */
            is_downloadable: boolean;
            /** @description Do I like it? */
            is_liked: boolean;
            is_public: boolean;
            /** @description Have I reposted it? */
            is_reposted: boolean;
            like_count: number;
            /** @description Integrated, EBU R 128; null for digital silence and before it is measured. */
            loudness_lufs: number | null;
            play_count: number;
            repost_count: number;
            sample_rate: number | null;
            /** @description Names the public page, `/song/shared/<slug>`. */
            slug: string;
            /** @description Address below this API. */
            small_img_url: string | null;
            song_id: number;
            song_name: string;
            /** @description Address of the AAC rendition, with its version, so that it may be kept for good. Of a track that not everybody may see it bears a signature that opens it for six hours. */
            song_path: string;
            song_tag: string[];
            status: components["schemas"]["TrackStatus"];
            user_id: number;
            /** @description `truncated`: the file says that it is longer than what can be heard. `duplicate`: another track of mine has the same file. Told to its owner alone. */
            warning: "truncated" | "duplicate" | null;
            /** @description 270 values from 0 to 300, or none before the waveform is there. */
            wave_data: number[];
        };
        /** @description Processing has ended within the time that `Prefer: wait` gave it; `job` says how. */
        SongEnded: {
            job: components["schemas"]["SongJob"];
            message: string;
            song: components["schemas"]["Song"];
        };
        SongForm: {
            description?: string;
            /**
             * Format: binary
             * @description MP3, FLAC, WAV, AAC, Ogg and whatever else ffmpeg decodes.
             */
            file: Blob;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description Whether others may have the file as it was uploaded. */
            is_downloadable?: boolean;
            is_public?: boolean;
            /** @example 새벽 세 시 */
            name?: string;
            /** @description At most 10 tags, with commas between them. */
            tag_name?: string;
        };
        SongJob: {
            /** Format: date-time */
            created_at: string;
            error: {
                code: string;
                message: string;
            } | null;
            id: number;
            progress: number;
            song_id: number;
            /** @description The kind of its newest event. */
            stage: string | null;
            status: components["schemas"]["SongJobStatus"];
            /** @description Which file of the track. */
            version: number;
        };
        /** @enum {unknown} */
        SongJobStatus: "processing" | "ready" | "failed";
        SongLiked: {
            /** @description Do I like it now? */
            is_liked: boolean;
            like_count: number;
            message: string;
        };
        SongList: {
            /** @description The songs of my own playlists first, then all others, each the newest first. */
            music: {
                id: number;
                singer: string;
                song: string;
                /** @description The video's, at its vendor; null while there is none. */
                thumbnail: string | null;
            }[];
            next_cursor: string | null;
        };
        SongMatches: {
            next_cursor: string | null;
            song: components["schemas"]["Song"][];
            /** @description How many match; counted up to 1,000. */
            song_count: number;
        };
        SongOfSet: {
            song_id: number;
        };
        SongReposted: {
            /** @description Is it reposted by me now? */
            is_reposted: boolean;
            message: string;
            repost_count: number;
        };
        Songs: {
            song: components["schemas"]["Song"][];
        };
        SongSet: {
            /** @description Storage key, served at `/media/<key>`. */
            artist_img: string;
            artist_name: string;
            /** @description The same, larger. */
            big_img_url: string | null;
            comment_count: number;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** @description Do I like it? */
            is_liked: boolean;
            is_public: boolean;
            like_count: number;
            name: string;
            set_id: number;
            /** @description Names the public link, `/song/sets/shared/<slug>`. */
            slug: string;
            /** @description Of the first track that has a picture, among the first twenty. An address below this API. */
            small_img_url: string | null;
            /** @description Of the tracks that I may see; counted up to 100. */
            song_count: number;
            /** Format: date-time */
            updated_at: string;
            user_id: number;
        };
        SongSetDetail: {
            /** @description Storage key, served at `/media/<key>`. */
            artist_img: string;
            artist_name: string;
            /** @description The same, larger. */
            big_img_url: string | null;
            comment_count: number;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** @description Do I like it? */
            is_liked: boolean;
            is_public: boolean;
            like_count: number;
            name: string;
            /** @description Leads to the next page of `song`; null at the end. */
            next_cursor: number | null;
            set_id: number;
            /** @description Names the public link, `/song/sets/shared/<slug>`. */
            slug: string;
            /** @description Of the first track that has a picture, among the first twenty. An address below this API. */
            small_img_url: string | null;
            /** @description A page of them. */
            song: components["schemas"]["Song"][];
            /** @description Of the tracks that I may see. */
            song_count: number;
            /** @description All tracks that I may see, in their order. */
            song_ids: number[];
            /** Format: date-time */
            updated_at: string;
            user_id: number;
        };
        SongStats: {
            comment_count: number;
            /** @description Every one, the oldest first, also those without a play. */
            days: {
                /** @description In UTC. */
                day: string;
                listeners: number;
                plays: number;
            }[];
            like_count: number;
            /** @description Since ever, as the three that follow. */
            play_count: number;
            repost_count: number;
            song_id: number;
        };
        TagHome: {
            /** @description One object for each popular tag, whose name is its only key: ten tracks of it. */
            song: {
                [key: string]: components["schemas"]["Song"][];
            }[];
        };
        TagList: {
            tags: {
                name: string;
                track_count: number;
            }[];
        };
        /** @description Keys of the resized WebP pictures; null until they are made. */
        Thumbnails: {
            large: string;
            medium: string;
            small: string;
        } | null;
        TokenGiven: {
            token: string;
        };
        Tokens: {
            /** @description JWT, 15 minutes; send it as `Authorization: Bearer …`. */
            access: string;
            /** @description Good for one exchange at /user/api/token/refresh. Keep the new one that comes back. */
            refresh: string;
        };
        /** @description What is left out stays. Tags and chapters take the place of those before. */
        TrackChange: {
            /** @description By their beginnings, each later than the one before and within the track. */
            chapters?: {
                start_ms: number;
                /** @example 후렴 */
                title: string;
            }[];
            description?: string;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
             */
            image?: Blob;
            /** @description Whether others may have the file as it was uploaded. */
            is_downloadable?: boolean;
            is_public?: boolean;
            /** @example 새벽 세 시 */
            name?: string;
            /** @description At most 10 tags, with commas between them. */
            tag_name?: string;
            tags?: string[];
        };
        TrackComment: {
            /** @description Text as it was written, never HTML: show it as text. */
            content: string;
            /** Format: date-time */
            created_at: string;
            id: number;
            /** @description The comment that this one replies to. */
            parent: number | null;
            /** @description Where in the track, in whole seconds. */
            position: number;
            /** @description The same in milliseconds. */
            position_ms: number;
            song_id: number;
            /** Format: date-time */
            updated_at: string;
            user_id: number;
            /** @description Storage key, served at `/media/<key>`. */
            user_image: string;
            user_name: string;
        };
        TrackCommentAnswer: {
            comment: components["schemas"]["TrackComment"];
        };
        TrackCommentChange: {
            /** @description Length in code points, after NFC and without space around it. */
            content: string;
        };
        TrackComments: {
            data: {
                comment_count: number;
                /** @description By position. */
                comment_info: components["schemas"]["TrackComment"][];
                next_cursor: string | null;
            };
        };
        TrackList: {
            /** @description Leads to the next page; null at the end. */
            next_cursor: number | null;
            song: components["schemas"]["Song"][];
        };
        /**
         * @description `ready` and `failed` are final, until another file is uploaded.
         * @enum {unknown}
         */
        TrackStatus: "processing" | "ready" | "failed";
        TrackWords: {
            /** @description By their beginnings, each later than the one before and within the track. */
            chapters?: {
                start_ms: number;
                /** @example 후렴 */
                title: string;
            }[];
            description?: string;
            /** @description Whether others may have the file as it was uploaded. */
            is_downloadable?: boolean;
            is_public?: boolean;
            /** @example 새벽 세 시 */
            name?: string;
            tags?: string[];
        };
        UploadBegun: {
            /** Format: date-time */
            expires_at: string;
            /** @description Bytes that are kept. */
            offset: number;
            /** @description Bytes in which the store takes it; a good size for one request. */
            part_size: number;
            upload_id: string;
        };
        UploadForm: {
            /**
             * Format: date-time
             * @description Until then the form may be sent.
             */
            expires_at: string;
            /** @description All of them go before the field `file`, as a multipart form. */
            fields: {
                /** @example upload/3Tn1b1mkyGzIkbhLGjyFmw.jpg */
                key: string;
            } & {
                [key: string]: string;
            };
            max_bytes: number;
            /** @description Where the same form may be posted to the store itself, and what stands for the picture as `url` does; null where nobody outside reaches the store. */
            store_url: string | null;
            /**
             * Format: uri
             * @description Where the form is posted, here, to be handed on to the store; `url` + `fields.key` is what stands for the picture from then on, and shows it to its owner.
             */
            url: string;
        };
        UploadReference: {
            upload_id: string;
        };
        Verdict: {
            /** @enum {string} */
            action?: "dismiss" | "hide" | "remove" | "warn" | "suspend" | "ban" | "lift";
            /** @description What whom it concerns is told. */
            reason?: string;
            /** @description As the first clients say it: true alone dismisses. */
            resolved?: boolean;
            /**
             * Format: date-time
             * @description End of a suspension.
             */
            until?: string;
        };
        VideosSeen: {
            /**
             * @description Songs that are not wanted again. Send the latest where there are more.
             * @example 1,2
             */
            already_musiclist: string;
        };
        Waveform: {
            /** @enum {number} */
            bits: 8;
            /** @enum {number} */
            channels: 1;
            /** @description Lowest and highest of each pixel in turn, -128 to 127. */
            data: number[];
            /** @description Pixels. */
            length: number;
            sample_rate: number;
            samples_per_pixel: number;
            /** @enum {number} */
            version: 2;
        };
        WaysIn: {
            has_password: boolean;
            identities: {
                /** Format: date-time */
                created_at: string;
                /** @description As the provider told it when it was linked. */
                email: string | null;
                provider: components["schemas"]["ProviderName"];
            }[];
        };
        WebPasswordChange: {
            new_password1: components["schemas"]["NewPassword"];
            new_password2: components["schemas"]["Password"];
            old_password: components["schemas"]["Password"];
        };
        WebPasswordReset: {
            new_password1: components["schemas"]["NewPassword"];
            new_password2: components["schemas"]["Password"];
            /** @description What stands behind the full stop, or all of it without `uid`. */
            token: string;
            /** @description What stands before the full stop in `token` of the mailed link. */
            uid?: string;
        };
        WebRefresh: {
            /** @description Without one the cookie `refresh_token` counts. */
            refresh?: string;
        };
        WebSignedIn: {
            /** @description JWT, 15 minutes: as `Authorization: Bearer …`, or in the cookie `access`. */
            access: string;
            /** @description Good for one exchange; also in the cookie `refresh_token`. */
            refresh: string;
            user: components["schemas"]["SocialProfile"];
        };
        Why: {
            /** @description What I liked, read or dwelt on that brought it into my list; empty where nothing did. */
            because: {
                /** @description Whether I like it; else I have read it or dwelt on it. */
                is_liked: boolean;
                kind: string;
                /** @description Its beginning. */
                text: string;
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            }[];
        };
        Withdrawal: {
            /** @description Required where the account has one. */
            password?: components["schemas"]["Password"];
        };
        Writer: {
            about: string;
            /** @description Only towards its owner. */
            email: string | null;
            /** @description A comma-joined list. */
            genre: string;
            id: number;
            /** @description Storage key, served at `/media/<key>`. */
            image: string;
            name: string;
            rep_playlist: number | null;
        };
    };
    responses: {
        /**
         * @description `already_liked`: Already liked
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        AlreadyLikedOrInvalidInputOrMalformedBodyWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "already_liked" | "invalid_input" | "malformed_body";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `body_too_large`: The request is too large. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "body_too_large";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `body_too_large`: The request is too large. */
        BodyTooLargeWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "body_too_large";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    non_field_errors?: string[];
                    request_id: string;
                };
            };
        };
        /** @description `body_too_large`: The request is too large. */
        BodyTooLargeWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "body_too_large";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "BODY_TOO_LARGE";
                    request_id: string;
                };
            };
        };
        /** @description `body_too_large`: The request is too large. */
        BodyTooLargeWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "body_too_large";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `case_not_found`: There is no such report.
         *
         *     `not_found`: Not found.
         */
        CaseNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "case_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `comment_not_found`: There is no such comment.
         *
         *     `not_found`: Not found.
         */
        CommentNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "comment_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `comment_not_found`: There is no such comment.
         *
         *     `not_found`: Not found.
         */
        CommentNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "comment_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `comment_not_found`: There is no such comment.
         *
         *     `not_found`: Not found.
         */
        CommentNotFoundOrNotFoundWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "comment_not_found" | "not_found";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `comment_not_found`: There is no such comment. */
        CommentNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "comment_not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `cross_site`: This request comes from another site. */
        CrossSite: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "cross_site";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `dig_failed`: The playlist could not be made. */
        DigFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "dig_failed";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `dig_refused`: No playlist can be made for these words. Try to say it in another way.
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        DigRefusedOrInvalidInputOrMalformedBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "dig_refused" | "invalid_input" | "malformed_body";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `forbidden`: You are not allowed to do this.
         *
         *     `origin_refused`: Requests from this page are not accepted here.
         *
         *     `suspended`: This account is suspended: it may read and not write.
         */
        ForbiddenOrOriginRefusedOrSuspendedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "forbidden" | "origin_refused" | "suspended";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `forbidden`: You are not allowed to do this. */
        ForbiddenWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "forbidden";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `handle_too_often`: You have changed your handle too often. Please try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        HandleTooOftenOrRateLimitedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "handle_too_often" | "rate_limited";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `idempotency_key_reused`: This Idempotency-Key was used for a request with another body. */
        IdempotencyKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "idempotency_key_reused";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `idempotency_key_reused`: This Idempotency-Key was used for a request with another body. */
        IdempotencyKeyReusedWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "idempotency_key_reused";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "IDEMPOTENCY_KEY_REUSED";
                    request_id: string;
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Please try again later. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "internal_error";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Please try again later. */
        InternalErrorWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "internal_error";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    non_field_errors?: string[];
                    request_id: string;
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Please try again later. */
        InternalErrorWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "internal_error";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "INTERNAL_ERROR";
                    request_id: string;
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Please try again later. */
        InternalErrorWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "internal_error";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `invalid_input`: Some of the input is not valid. */
        InvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        InvalidInputOrMalformedBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input" | "malformed_body";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        InvalidInputOrMalformedBodyWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input" | "malformed_body";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        InvalidInputOrMalformedBodyWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input" | "malformed_body";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "INVALID_KEY";
                    request_id: string;
                };
            };
        };
        /**
         * @description `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        InvalidInputOrMalformedBodyWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input" | "malformed_body";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `invalid_input`: Some of the input is not valid. */
        InvalidInputWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `invalid_input`: Some of the input is not valid. */
        InvalidInputWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "INVALID_KEY";
                    request_id: string;
                };
            };
        };
        /** @description `invalid_input`: Some of the input is not valid. */
        InvalidInputWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "invalid_input";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `job_not_found`: There is no such job. */
        JobNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "job_not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `job_not_found`: There is no such job.
         *
         *     `not_found`: Not found.
         */
        JobNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "job_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `mail_too_often`: Too many mails were asked for. Please try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        MailTooOftenOrRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "mail_too_often" | "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `mail_too_often`: Too many mails were asked for. Please try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        MailTooOftenOrRateLimitedWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "mail_too_often" | "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "MAIL_TOO_OFTEN" | "RATE_LIMITED";
                    request_id: string;
                };
            };
        };
        /**
         * @description `message_not_found`: There is no such message.
         *
         *     `not_found`: Not found.
         */
        MessageNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "message_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `message_too_old`: A message can be changed and deleted for one day. */
        MessageTooOldWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "message_too_old";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `name_taken`: This name is already taken.
         *
         *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
         *
         *     `handle_taken`: This handle is taken.
         *
         *     `link_not_allowed`: This link cannot be used. It has to be an address with http or https.
         *
         *     `picture_unknown`: Only pictures that you uploaded yourself can be used, each in one place. Upload it again.
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        NameTakenOrNameNotAllowedOrHandleTakenOrLinkNotAllowedOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "name_taken" | "name_not_allowed" | "handle_taken" | "link_not_allowed" | "picture_unknown" | "invalid_input" | "malformed_body";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `not_found`: Not found. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `not_found`: Not found. */
        NotFoundWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "NOT_FOUND";
                    request_id: string;
                };
            };
        };
        /** @description `not_found`: Not found. */
        NotFoundWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_found";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `not_liked`: Not liked yet */
        NotLikedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_liked";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `not_room_owner`: Only the owner of the room may do this.
         *
         *     `origin_refused`: Requests from this page are not accepted here.
         *
         *     `suspended`: This account is suspended: it may read and not write.
         */
        NotRoomOwnerOrOriginRefusedOrSuspendedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_room_owner" | "origin_refused" | "suspended";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `not_signed_in`: Please sign in. */
        NotSignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_signed_in";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `not_signed_in`: Please sign in.
         *
         *     `token_invalid`: Your sign-in has expired or is not valid. Please sign in again.
         */
        NotSignedInOrTokenInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_signed_in" | "token_invalid";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `not_signed_in`: Please sign in.
         *
         *     `token_invalid`: Your sign-in has expired or is not valid. Please sign in again.
         */
        NotSignedInOrTokenInvalidWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_signed_in" | "token_invalid";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `not_signed_in`: Please sign in.
         *
         *     `token_invalid`: Your sign-in has expired or is not valid. Please sign in again.
         */
        NotSignedInOrTokenInvalidWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_signed_in" | "token_invalid";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "LOGIN_REQUIRED" | "UNAUTHORIZED";
                    request_id: string;
                };
            };
        };
        /**
         * @description `not_signed_in`: Please sign in.
         *
         *     `token_invalid`: Your sign-in has expired or is not valid. Please sign in again.
         */
        NotSignedInOrTokenInvalidWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "not_signed_in" | "token_invalid";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `origin_refused`: Requests from this page are not accepted here.
         *
         *     `suspended`: This account is suspended: it may read and not write.
         */
        OriginRefusedOrSuspendedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "origin_refused" | "suspended";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `origin_refused`: Requests from this page are not accepted here. */
        OriginRefusedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "origin_refused";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    non_field_errors?: string[];
                    request_id: string;
                };
            };
        };
        /**
         * @description `password_too_often`: Too many wrong passwords. Please try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        PasswordTooOftenOrRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "password_too_often" | "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `password_too_often`: Too many wrong passwords. Please try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        PasswordTooOftenOrRateLimitedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "password_too_often" | "rate_limited";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `picture_unknown`: Only pictures that you uploaded yourself can be used, each in one place. Upload it again.
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        PictureUnknownOrInvalidInputOrMalformedBodyWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "picture_unknown" | "invalid_input" | "malformed_body";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `picture_upload_not_found`: There is no such upload.
         *
         *     `not_found`: Not found.
         */
        PictureUploadNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "picture_upload_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `playlist_not_found`: There is no such playlist. */
        PlaylistNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "playlist_not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `playlist_not_found`: There is no such playlist.
         *
         *     `not_found`: Not found.
         */
        PlaylistNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "playlist_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `playlist_unfinished`: Until a playlist is finished only its privacy can be changed. */
        PlaylistUnfinished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "playlist_unfinished";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `post_not_found`: There is no such post.
         *
         *     `not_found`: Not found.
         */
        PostNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "post_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `post_not_found`: There is no such post. */
        PostNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "post_not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `post_published`: What was published is no draft any more. It can be hidden. */
        PostPublishedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "post_published";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `product_not_found`: There is no such product.
         *
         *     `not_found`: Not found.
         */
        ProductNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "product_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `provider_not_offered`: Signing in through this provider is not offered here.
         *
         *     `not_found`: Not found.
         */
        ProviderNotOfferedOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "provider_not_offered" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `provider_not_offered`: Signing in through this provider is not offered here. */
        ProviderNotOfferedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "provider_not_offered";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `provider_unavailable`: The provider cannot be reached for a moment. Please start again shortly.
         *
         *     `unavailable`: The service is unavailable for a moment. Please try again shortly.
         */
        ProviderUnavailableOrUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "provider_unavailable" | "unavailable";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `query_empty`: Say what to look for.
         *
         *     `invalid_input`: Some of the input is not valid.
         */
        QueryEmptyOrInvalidInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "query_empty" | "invalid_input";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `rate_limited`: Too many requests. Please try again later. */
        RateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `rate_limited`: Too many requests. Please try again later. */
        RateLimitedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "rate_limited";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `rate_limited`: Too many requests. Please try again later. */
        RateLimitedWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "RATE_LIMITED";
                    request_id: string;
                };
            };
        };
        /** @description `rate_limited`: Too many requests. Please try again later. */
        RateLimitedWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "rate_limited";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `reported_too_often`: Twenty reports a day are the most.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        ReportedTooOftenOrRateLimitedWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "reported_too_often" | "rate_limited";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `request_not_found`: There is no such request.
         *
         *     `user_not_found`: There is no such user.
         *
         *     `not_found`: Not found.
         */
        RequestNotFoundOrUserNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "request_not_found" | "user_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `review_not_found`: There is no such review.
         *
         *     `not_found`: Not found.
         */
        ReviewNotFoundOrNotFoundWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "review_not_found" | "not_found";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `review_of_another`: Somebody else wrote this.
         *
         *     `suspended`: This account is suspended: it may read and not write.
         */
        ReviewOfAnotherOrSuspendedWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "review_of_another" | "suspended";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `room_not_found`: There is no such room.
         *
         *     `not_found`: Not found.
         */
        RoomNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "room_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `set_full`: A set has at most 500 tracks. */
        SetFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "set_full";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `set_not_found`: There is no such set.
         *
         *     `not_found`: Not found.
         */
        SetNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "set_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `set_not_found`: There is no such set.
         *
         *     `track_not_found`: There is no such track.
         *
         *     `not_found`: Not found.
         */
        SetNotFoundOrTrackNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "set_not_found" | "track_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `signup_token_invalid`: The e-mail confirmation has expired or is not valid. Please confirm your e-mail address again.
         *
         *     `name_taken`: This name is already taken.
         *
         *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
         *
         *     `email_taken`: This e-mail address already has an account.
         *
         *     `password_too_common`: This password is too common. Please choose another one.
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        SignupTokenInvalidOrNameTakenOrNameNotAllowedOrEmailTakenOrPasswordTooCommonOrInvalidInputOrMalformedBodyWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "signup_token_invalid" | "name_taken" | "name_not_allowed" | "email_taken" | "password_too_common" | "invalid_input" | "malformed_body";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "SIGNUP_TOKEN_INVALID" | "NAME_TAKEN" | "NAME_NOT_ALLOWED" | "EMAIL_TAKEN" | "INVALID_PASSWORD" | "INVALID_KEY" | "INVALID_EMAIL";
                    request_id: string;
                };
            };
        };
        /** @description `suspended`: This account is suspended: it may read and not write. */
        Suspended: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "suspended";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `suspended`: This account is suspended: it may read and not write. */
        SuspendedWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "suspended";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "SUSPENDED";
                    request_id: string;
                };
            };
        };
        /** @description `suspended`: This account is suspended: it may read and not write. */
        SuspendedWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "suspended";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `target_not_found`: There is no such thing to report.
         *
         *     `not_found`: Not found.
         */
        TargetNotFoundOrNotFoundWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "target_not_found" | "not_found";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `token_invalid`: Your sign-in has expired or is not valid. Please sign in again. */
        TokenInvalidWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "token_invalid";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /**
         * @description `too_many_in_flight`: You already have as many playlists in the making as you may. Try again when one is finished.
         *
         *     `too_many_digs`: You have made as many playlists as you may for a while. Try again later.
         */
        TooManyInFlightOrTooManyDigs: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "too_many_in_flight" | "too_many_digs";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `too_many_pictures`: You have uploaded as many pictures as a day allows.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        TooManyPicturesOrRateLimitedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "too_many_pictures" | "rate_limited";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `too_many_products`: You have added as many products as you may for a day. Try again tomorrow.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        TooManyProductsOrRateLimitedWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "too_many_products" | "rate_limited";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `too_many_tags`: A post has at most 20 tags, those in its text included.
         *
         *     `picture_unknown`: Only pictures that you uploaded yourself can be used, each in one place. Upload it again.
         *
         *     `invalid_input`: Some of the input is not valid.
         *
         *     `malformed_body`: The request body cannot be read.
         */
        TooManyTagsOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "too_many_tags" | "picture_unknown" | "invalid_input" | "malformed_body";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `too_many_uploads`: You have uploaded as many tracks as you may for a day. Try again later.
         *
         *     `rate_limited`: Too many requests. Please try again later.
         */
        TooManyUploadsOrRateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "too_many_uploads" | "rate_limited";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `track_not_found`: There is no such track.
         *
         *     `not_found`: Not found.
         */
        TrackNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `track_not_found`: There is no such track.
         *
         *     `not_found`: Not found.
         */
        TrackNotFoundOrNotFoundWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "TRACK_NOT_FOUND" | "NOT_FOUND";
                    request_id: string;
                };
            };
        };
        /**
         * @description `track_not_found`: There is no such track.
         *
         *     `track_file_not_found`: The track has no file in this format.
         *
         *     `not_found`: Not found.
         */
        TrackNotFoundOrTrackFileNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_not_found" | "track_file_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `track_not_found`: There is no such track. */
        TrackNotFoundWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "TRACK_NOT_FOUND";
                    request_id: string;
                };
            };
        };
        /**
         * @description `tracks_unavailable`: Tracks cannot be uploaded here: this server has no ffmpeg.
         *
         *     `unavailable`: The service is unavailable for a moment. Please try again shortly.
         */
        TracksUnavailableOrUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "tracks_unavailable" | "unavailable";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `track_too_large`: The file is larger than an upload may be.
         *
         *     `body_too_large`: The request is too large.
         */
        TrackTooLargeOrBodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_too_large" | "body_too_large";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `track_unfinished`: The track is not ready yet. */
        TrackUnfinished: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "track_unfinished";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `tus_version`: This server speaks version 1.0.0 of the tus protocol. */
        TusVersion: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "tus_version";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unavailable";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
        UnavailableWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unavailable";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    non_field_errors?: string[];
                    request_id: string;
                };
            };
        };
        /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
        UnavailableWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unavailable";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "UNAVAILABLE";
                    request_id: string;
                };
            };
        };
        /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
        UnavailableWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unavailable";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `unsupported_media_type`: This content type is not supported here. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `unsupported_media_type`: This content type is not supported here. */
        UnsupportedMediaTypeWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    non_field_errors?: string[];
                    request_id: string;
                };
            };
        };
        /** @description `unsupported_media_type`: This content type is not supported here. */
        UnsupportedMediaTypeWithMessage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /**
                     * @description As the first clients know it.
                     * @enum {string}
                     */
                    message: "UNSUPPORTED_MEDIA_TYPE";
                    request_id: string;
                };
            };
        };
        /** @description `unsupported_media_type`: This content type is not supported here. */
        UnsupportedMediaTypeWithMessageWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    /** @description As `error`, for the pages of movies and the shop. */
                    message: string;
                    non_field_errors?: string[];
                    request_id: string;
                } & {
                    [key: string]: string[];
                };
            };
        };
        /** @description `upload_expired`: The upload was not finished within a day and is gone. Begin again. */
        UploadExpired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "upload_expired";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `upload_not_found`: There is no such upload.
         *
         *     `not_found`: Not found.
         */
        UploadNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "upload_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `upload_unfinished`: Not all of the bytes have arrived.
         *
         *     `upload_done`: The upload has become a track already.
         */
        UploadUnfinishedOrUploadDone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "upload_unfinished" | "upload_done";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `user_not_found`: There is no such user.
         *
         *     `not_found`: Not found.
         */
        UserNotFoundOrNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "user_not_found" | "not_found";
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /**
         * @description `user_not_found`: There is no such user.
         *
         *     `not_found`: Not found.
         */
        UserNotFoundOrNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "user_not_found" | "not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
        /** @description `user_not_found`: There is no such user. */
        UserNotFoundWithDetail: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @enum {string} */
                    code: "user_not_found";
                    /** @description As `error`, for the web client of posts and chat. */
                    detail: string;
                    details?: components["schemas"]["ErrorDetail"][];
                    /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                    error: string;
                    request_id: string;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    beginGoogleSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleState"];
                };
            };
            404: components["responses"]["ProviderNotOfferedWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    signInWithGoogleCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoogleCode"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebSignedIn"];
                };
            };
            /**
             * @description `provider_refused`: The provider did not confirm the sign-in. Please start again.
             *
             *     `state_invalid`: This sign-in has expired, was used already or was begun elsewhere. Please start again.
             *
             *     `account_withdrawn`: This account was withdrawn. The link in the mail that we have sent brings it back.
             *
             *     `email_not_confirmed`: Please confirm your e-mail address first.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "provider_refused" | "state_invalid" | "account_withdrawn" | "email_not_confirmed" | "email_taken" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            404: components["responses"]["ProviderNotOfferedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /**
             * @description `provider_unavailable`: The provider cannot be reached for a moment. Please start again shortly.
             *
             *     `unavailable`: The service is unavailable for a moment. Please try again shortly.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "provider_unavailable" | "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    signInToWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebSignedIn"];
                };
            };
            /**
             * @description `credentials_wrong`: The e-mail address or the password is wrong.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "credentials_wrong" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        non_field_errors?: string[];
                        request_id: string;
                    };
                };
            };
            403: components["responses"]["OriginRefusedWithDetail"];
            413: components["responses"]["BodyTooLargeWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithDetail"];
            /**
             * @description `login_too_often`: Too many attempts to sign in. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "login_too_often" | "rate_limited";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        non_field_errors?: string[];
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalErrorWithDetail"];
            503: components["responses"]["UnavailableWithDetail"];
        };
    };
    signOutOfWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    changePasswordOnWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebPasswordChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /**
             * @description `password_wrong`: The current password is wrong.
             *
             *     `password_not_set`: This account has no password. The mail for a forgotten one lets you set it.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "password_wrong" | "password_not_set" | "password_too_common" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["PasswordTooOftenOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    requestPasswordResetOnWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressGiven"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /**
             * @description `mail_too_often`: Too many mails were asked for. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "mail_too_often" | "rate_limited";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebPasswordReset"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /**
             * @description `link_invalid`: The link has expired or was used already. Please ask for a new one.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "link_invalid" | "password_too_common" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    registerOnWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebSignedIn"] | components["schemas"]["Detail"];
                };
            };
            /**
             * @description `signup_token_invalid`: The e-mail confirmation has expired or is not valid. Please confirm your e-mail address again.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "signup_token_invalid" | "name_taken" | "name_not_allowed" | "email_taken" | "password_too_common" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        non_field_errors?: string[];
                        request_id: string;
                    };
                };
            };
            403: components["responses"]["OriginRefusedWithDetail"];
            413: components["responses"]["BodyTooLargeWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithDetail"];
            /**
             * @description `mail_too_often`: Too many mails were asked for. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "mail_too_often" | "rate_limited";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        non_field_errors?: string[];
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalErrorWithDetail"];
            503: components["responses"]["UnavailableWithDetail"];
        };
    };
    confirmRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationConfirmation"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebSignedIn"];
                };
            };
            /**
             * @description `link_invalid`: The link has expired or was used already. Please ask for a new one.
             *
             *     `password_wrong`: The current password is wrong.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "link_invalid" | "password_wrong" | "name_taken" | "name_not_allowed" | "email_taken" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    refreshOnWeb: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebRefresh"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebSignedIn"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            /** @description `refresh_invalid`: Your sign-in has expired. Please sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "refresh_invalid";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `origin_refused`: Requests from this page are not accepted here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    verifyToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenGiven"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            /** @description `token_invalid`: Your sign-in has expired or is not valid. Please sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "token_invalid";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description A part of a name or a handle, also initial consonants; without it the newest come. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeoplePage"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialProfile"];
                };
            };
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    replacePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonEdit"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialProfile"];
                };
            };
            400: components["responses"]["NameTakenOrNameNotAllowedOrHandleTakenOrLinkNotAllowedOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["HandleTooOftenOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    closeAccountOnWeb: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `password_wrong`: The current password is wrong.
             *
             *     `sign_in_again`: Please sign in again first, so that we know it is you.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "password_wrong" | "sign_in_again" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /**
             * @description `forbidden`: You are not allowed to do this.
             *
             *     `origin_refused`: Requests from this page are not accepted here.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "forbidden" | "origin_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["PasswordTooOftenOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonEdit"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialProfile"];
                };
            };
            400: components["responses"]["NameTakenOrNameNotAllowedOrHandleTakenOrLinkNotAllowedOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["HandleTooOftenOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                cursor?: number;
                /** @description Such as `mail_refused`. */
                error_code?: string;
                limit?: number;
                /** @description Seconds since it was written. */
                older_than?: number;
                /** @description One that is declared, or that a job of old has. */
                queue?: string;
                request_id?: string;
                state?: components["schemas"]["JobState"];
                /** @description What it is about, e.g. `playlist/12`. */
                subject?: string;
                user_id?: number;
                /** @description More than `older_than`. */
                younger_than?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobHistory"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossSite"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            /** @description `not_active`: This job has ended already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_active";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossSite"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            /** @description `not_replayable`: Only failed and cancelled jobs can run again, and not while another one with the same key is active. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_replayable";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Instead of a filter: every job that failed.
                     * @enum {boolean}
                     */
                    all?: true;
                    /** @description Such as `mail_refused`. */
                    error_code?: string;
                    /** @default 100 */
                    limit: number;
                    /** @description Seconds since it was written. */
                    older_than?: number;
                    /** @description One that is declared, or that a job of old has. */
                    queue?: string;
                    request_id?: string;
                    /**
                     * @description `failed` unless told.
                     * @enum {unknown}
                     */
                    state?: "failed" | "cancelled";
                    /** @description What it is about, e.g. `playlist/12`. */
                    subject?: string;
                    user_id?: number;
                    /** @description More than `older_than`. */
                    younger_than?: number;
                };
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossSite"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReviews: {
        parameters: {
            query?: {
                /** @description Id of the last one of the page before. */
                cursor?: number;
                /** @description `following`: of those whom I follow. `private`: of mine, those that nobody else sees. */
                filter?: "all" | "following" | "private";
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reviews"];
                };
            };
            400: components["responses"]["InvalidInputWithMessageWithDetail"];
            401: components["responses"]["TokenInvalidWithMessageWithDetail"];
            404: components["responses"]["NotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    writeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReview"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessageWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            /**
             * @description `reviewed_film_not_found`: There is no such film.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "reviewed_film_not_found" | "not_found";
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /** @description As `error`, for the pages of movies and the shop. */
                        message: string;
                        non_field_errors?: string[];
                        request_id: string;
                    } & {
                        [key: string]: string[];
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            /**
             * @description `too_many_reviews`: You have written as many reviews as you may for a day. Try again tomorrow.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "too_many_reviews" | "rate_limited";
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /** @description As `error`, for the pages of movies and the shop. */
                        message: string;
                        non_field_errors?: string[];
                        request_id: string;
                    } & {
                        [key: string]: string[];
                    };
                };
            };
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    listReviewComments: {
        parameters: {
            query?: {
                /** @description Id of the first one of a page, for those before it. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewComments"];
                };
            };
            400: components["responses"]["InvalidInputWithMessageWithDetail"];
            401: components["responses"]["TokenInvalidWithMessageWithDetail"];
            404: components["responses"]["NotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    commentOnReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReviewComment"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewComment"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessageWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            404: components["responses"]["ReviewNotFoundOrNotFoundWithMessageWithDetail"];
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    getReviewComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment_id: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewComment"];
                };
            };
            401: components["responses"]["TokenInvalidWithMessageWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    editReviewComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment_id: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReviewComment"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewComment"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessageWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["ReviewOfAnotherOrSuspendedWithMessageWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithMessageWithDetail"];
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    deleteReviewComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment_id: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["ReviewOfAnotherOrSuspendedWithMessageWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    getReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            401: components["responses"]["TokenInvalidWithMessageWithDetail"];
            404: components["responses"]["ReviewNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    editReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        /** @description What is left out stays. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessageWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["ReviewOfAnotherOrSuspendedWithMessageWithDetail"];
            404: components["responses"]["ReviewNotFoundOrNotFoundWithMessageWithDetail"];
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    deleteReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["ReviewOfAnotherOrSuspendedWithMessageWithDetail"];
            404: components["responses"]["ReviewNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    likeReviewComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            /** @description Liked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    likeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            /** @description Liked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            404: components["responses"]["ReviewNotFoundOrNotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    reportReviewComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReviewReport"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            /**
             * @description `comment_reported_already`: You have reported this comment already.
             *
             *     `own_content`: Nobody reports what is their own.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "comment_reported_already" | "own_content" | "invalid_input" | "malformed_body";
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /** @description As `error`, for the pages of movies and the shop. */
                        message: string;
                        non_field_errors?: string[];
                        request_id: string;
                    } & {
                        [key: string]: string[];
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            404: components["responses"]["TargetNotFoundOrNotFoundWithMessageWithDetail"];
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            429: components["responses"]["ReportedTooOftenOrRateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    reportReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReviewReport"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewMessage"];
                };
            };
            /**
             * @description `review_reported_already`: You have reported this review already.
             *
             *     `own_content`: Nobody reports what is their own.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "review_reported_already" | "own_content" | "invalid_input" | "malformed_body";
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /** @description As `error`, for the pages of movies and the shop. */
                        message: string;
                        non_field_errors?: string[];
                        request_id: string;
                    } & {
                        [key: string]: string[];
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessageWithDetail"];
            403: components["responses"]["SuspendedWithMessageWithDetail"];
            404: components["responses"]["TargetNotFoundOrNotFoundWithMessageWithDetail"];
            413: components["responses"]["BodyTooLargeWithMessageWithDetail"];
            415: components["responses"]["UnsupportedMediaTypeWithMessageWithDetail"];
            429: components["responses"]["ReportedTooOftenOrRateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    getSentiment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sentiment"];
                };
            };
            401: components["responses"]["TokenInvalidWithMessageWithDetail"];
            404: components["responses"]["NotFoundWithMessageWithDetail"];
            429: components["responses"]["RateLimitedWithMessageWithDetail"];
            500: components["responses"]["InternalErrorWithMessageWithDetail"];
            503: components["responses"]["UnavailableWithMessageWithDetail"];
        };
    };
    listAppeals: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealList"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    writeAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealWritten"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            /** @description `decision_not_found`: There is no such decision, or the time for an appeal is over. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "decision_not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `appealed_already`: An appeal was written already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "appealed_already";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    decideAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealVerdict"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `appeal_not_found`: There is no such open appeal.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "appeal_not_found" | "not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockList"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    blockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A handle, or an id: digits alone are one.
                 * @example mudig_listener
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `block_oneself`: You cannot block yourself. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "block_oneself";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unblockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A handle, or an id: digits alone are one.
                 * @example mudig_listener
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    leaveRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["RoomNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listRoomMessages: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path: {
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMessagePage"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["RoomNotFoundOrNotFoundWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    deleteRoomMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["MessageNotFoundOrNotFoundWithDetail"];
            409: components["responses"]["MessageTooOldWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editRoomMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                room: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageEdit"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMessage"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["MessageNotFoundOrNotFoundWithDetail"];
            409: components["responses"]["MessageTooOldWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listRooms: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                page_size?: number;
                /** @description In names of rooms and of people in them. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomPage"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    openRoom: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoom"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /**
             * @description `message_oneself`: You cannot write to yourself.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "message_oneself" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["RoomNotFoundOrNotFoundWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    closeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["NotRoomOwnerOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["RoomNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    changeRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["NotRoomOwnerOrOriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `room_not_found`: There is no such room.
             *
             *     `user_not_found`: There is no such user.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "room_not_found" | "user_not_found" | "not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `room_full`: A room holds 100 people at most. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "room_full";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listCommentsOfTrack: {
        parameters: {
            query: {
                /** @description A moment in milliseconds: half of the page comes before it. Not looked at beside a cursor. */
                around?: number;
                /** @description `next_cursor`, as it came. */
                cursor?: string;
                limit?: number;
                song_id: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackComments"];
                };
            };
            400: components["responses"]["InvalidInputWithMessage"];
            404: components["responses"]["TrackNotFoundWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    listTrackComments: {
        parameters: {
            query?: {
                /** @description A moment in milliseconds: half of the page comes before it. Not looked at beside a cursor. */
                around?: number;
                /** @description `next_cursor`, as it came. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackComments"];
                };
            };
            400: components["responses"]["InvalidInputWithMessage"];
            404: components["responses"]["TrackNotFoundOrNotFoundWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    editTrackComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackCommentChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackCommentAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["CommentNotFoundOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    commentOnTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrackComment"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackCommentAnswer"];
                };
            };
            /**
             * @description `wrong_position`: The position lies outside of the track.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "wrong_position" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "WRONG_POSITION" | "INVALID_KEY";
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            /**
             * @description `track_not_found`: There is no such track.
             *
             *     `comment_not_found`: There is no such comment.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "track_not_found" | "comment_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TRACK_NOT_FOUND" | "COMMENT_NOT_FOUND" | "NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    deleteTrackComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["CommentNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPostComments: {
        parameters: {
            query: {
                /** @description Of `next`, or `next_cursor`. */
                cursor?: string;
                page_size?: number;
                /**
                 * @description Of the post.
                 * @example 019a3c5e-7c1d-7f00-8000-000000000000
                 */
                uuid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostComments"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["PostNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    commentOnPost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPostComment"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostComment"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    deletePostComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editPostComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentWords"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostComment"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPostReplies: {
        parameters: {
            query?: {
                /** @description Of `next`, or `next_cursor`. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostReplies"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    replyToPostComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentWords"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostReply"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `comment_not_found`: There is no such comment.
             *
             *     `post_not_found`: There is no such post.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "comment_not_found" | "post_not_found" | "not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listMyPostComments: {
        parameters: {
            query?: {
                /** @description Of `next`, or `next_cursor`. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnComments"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listFollowRequests: {
        parameters: {
            query?: {
                cursor?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowRequests"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    declineFollowRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["RequestNotFoundOrUserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    acceptFollowRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["RequestNotFoundOrUserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    followByHandle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowWish"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowMade"];
                };
            };
            /**
             * @description `follow_oneself`: You cannot follow yourself.
             *
             *     `already_following`: You follow this user already.
             *
             *     `already_requested`: You have asked to follow this user already.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "follow_oneself" | "already_following" | "already_requested" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listFollowersByHandle: {
        parameters: {
            query?: {
                cursor?: number;
                page_size?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowingPeople"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listFollowsByHandle: {
        parameters: {
            query?: {
                cursor?: number;
                page_size?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedPeople"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unfollowByHandle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `not_following`: You do not follow this user.
             *
             *     `user_not_found`: There is no such user.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_following" | "user_not_found" | "not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    removeFollower: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `not_follower`: This user does not follow you.
             *
             *     `user_not_found`: There is no such user.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_follower" | "user_not_found" | "not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    checkLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description Postgres was asked and has answered nothing for a minute. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    getPrivatePictureForm: {
        parameters: {
            query?: {
                /** @description What the client says of the picture, in the field `Content-Type` of the form. */
                content_type?: "image/jpeg" | "image/png" | "image/webp" | "image/avif" | "image/gif";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            429: components["responses"]["TooManyPicturesOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    signPrivatePictureForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormWish"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["TooManyPicturesOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getPublicPictureForm: {
        parameters: {
            query?: {
                /** @description What the client says of the picture, in the field `Content-Type` of the form. */
                content_type?: "image/jpeg" | "image/png" | "image/webp" | "image/avif" | "image/gif";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            429: components["responses"]["TooManyPicturesOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    signPublicPictureForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormWish"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["TooManyPicturesOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    sendPictureForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store has it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `picture_form_invalid`: The form has no file, or one that is too large. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_form_invalid";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `picture_form_refused`: The form has expired, or is not the one that was signed. Ask for another one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_form_refused";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getSentPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `fields.key` of the form, after its slash. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": Blob;
                    "image/gif": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description A part. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": Blob;
                    "image/gif": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["PictureUploadNotFoundOrNotFoundWithDetail"];
            /** @description The part that `Range` asked for lies outside of it. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getPictureUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `fields.key` of the form. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureUpload"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["PictureUploadNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    removePictureUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `fields.key` of the form. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PictureUploadNotFoundOrNotFoundWithDetail"];
            /** @description `picture_attached`: Something shows this picture. Take it out there first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_attached";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    completePictureUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `fields.key` of the form. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureUpload"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PictureUploadNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getOwnPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `fields.key` of the form. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description A part. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": Blob;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            404: components["responses"]["PictureUploadNotFoundOrNotFoundWithDetail"];
            /** @description The part that `Range` asked for lies outside of it. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    readInterests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestSetting"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    switchInterests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_on: boolean;
                };
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestSetting"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    forgetInterests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    explainShown: {
        parameters: {
            query: {
                /** @description What it is. */
                kind: "post" | "product";
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listCommentLikersOfPost: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
                /**
                 * @description Of what is liked.
                 * @example 019a3c5e-7c1d-7f00-8000-000000000000
                 */
                uuid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentLikers"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["CommentNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    likeCommentOfPost: {
        parameters: {
            query?: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentLikeRequest"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            400: components["responses"]["AlreadyLikedOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    countCommentLikesOfPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unlikeCommentOfPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["NotLikedWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPostLikers: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
                /**
                 * @description Of what is liked.
                 * @example 019a3c5e-7c1d-7f00-8000-000000000000
                 */
                uuid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostLikers"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["PostNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    likePost: {
        parameters: {
            query?: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostLikeRequest"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            400: components["responses"]["AlreadyLikedOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    countPostLikes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unlikePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["NotLikedWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listReplyLikersOfPost: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
                /**
                 * @description Of what is liked.
                 * @example 019a3c5e-7c1d-7f00-8000-000000000000
                 */
                uuid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplyLikers"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["CommentNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    likeReplyOfPost: {
        parameters: {
            query?: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyLikeRequest"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            400: components["responses"]["AlreadyLikedOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    countReplyLikesOfPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikeCount"];
                };
            };
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unlikeReplyOfPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["NotLikedWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CommentNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Such as `basic.png` */
                file: string;
                /** @description Such as `karlo`, `profile`, `picture` */
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description The part that `Range` asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description Where clients reach the store: to an address of it that opens for some minutes. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            /** @description The part that `Range` asked for lies outside of it; `Content-Range` has its length. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMutes: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteList"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    muteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A handle, or an id: digits alone are one.
                 * @example mudig_listener
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `mute_oneself`: You cannot mute yourself. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "mute_oneself";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    unmuteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A handle, or an id: digits alone are one.
                 * @example mudig_listener
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    watchNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    markNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadMark"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadAnswer"];
                };
            };
            /**
             * @description `which_read`: Name what was read by one of ids, up_to and all.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "which_read" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether I am told. All are true until I say otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationSettingsChange"];
            };
        };
        responses: {
            /** @description Whether I am told. All are true until I say otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEmbed: {
        parameters: {
            query: {
                format?: "json";
                maxheight?: number;
                maxwidth?: number;
                url: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OEmbed"];
                };
            };
            400: components["responses"]["InvalidInput"];
            /** @description `track_not_found`: There is no such track. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "track_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addSongs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SongAddition"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFound"];
            409: components["responses"]["PlaylistUnfinished"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["CommentNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editComment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditedComment"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentWritten"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /** @description `comment_not_found`: There is no such comment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "comment_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    writeComment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentWritten"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description A `next_cursor` or `next_comments_cursor`, as it came. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    digPlaylist: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 hours lead to the same dig. */
                "idempotency-key"?: string;
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DigRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistCreated"];
                };
            };
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistAccepted"];
                };
            };
            400: components["responses"]["DigRefusedOrInvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["JobNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyInFlightOrTooManyDigs"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["DigFailed"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePlaylist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPlaylist: {
        parameters: {
            query?: {
                /** @description A comment that must be among those shown, with its thread. Any other id changes nothing. */
                comment?: number;
                comments_limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistDetail"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editPlaylist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistEdit"];
                "multipart/form-data": components["schemas"]["PlaylistEdit"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistEdited"];
                };
            };
            /**
             * @description `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_not_usable" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            409: components["responses"]["PlaylistUnfinished"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportPlaylist: {
        parameters: {
            query?: {
                format?: "json" | "m3u" | "csv";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistExport"];
                    "audio/x-mpegurl": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    digEventPlaylist: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 hours lead to the same dig. */
                "idempotency-key"?: string;
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistCreated"];
                };
            };
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistAccepted"];
                };
            };
            400: components["responses"]["DigRefusedOrInvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["JobNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyInFlightOrTooManyDigs"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["DigFailed"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigJob"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelDig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigJob"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    watchDig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    likePlaylist: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 hours get the same answer and change nothing. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LikeRequest"];
            };
        };
        responses: {
            /** @description Liked no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
            /** @description Liked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSongs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                /**
                 * @description Only these songs; in the order of the whole list.
                 * @example 1,2
                 */
                ids?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMyPlaylists: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPlaylists"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pickRandomVideos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideosSeen"];
            };
        };
        responses: {
            /** @description Five, or fewer when there are no more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RandomVideos"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    writeReply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReply"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentWritten"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `playlist_not_found`: There is no such playlist.
             *
             *     `comment_not_found`: There is no such comment.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "playlist_not_found" | "comment_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchAll: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                /** @description Of each list. */
                limit?: number;
                /**
                 * @description Taken literally. Upper and lower case, width and runs of spaces make no difference; initial consonants find syllables, `ㅂㄹㄷ` a 발라드.
                 * @example 발라드
                 */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            400: components["responses"]["QueryEmptyOrInvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchSongs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                /** @description Of each list. */
                limit?: number;
                /**
                 * @description Taken literally. Upper and lower case, width and runs of spaces make no difference; initial consonants find syllables, `ㅂㄹㄷ` a 발라드.
                 * @example 발라드
                 */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MusicSearchAnswer"];
                };
            };
            400: components["responses"]["QueryEmptyOrInvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSharedPlaylist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The detail, or a page for whoever asks for HTML. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistDetail"];
                    "text/html": string;
                };
            };
            404: components["responses"]["PlaylistNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPostDrafts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getDwellSwitch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DwellState"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    switchDwells: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DwellSwitch"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DwellState"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    reportDwells: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Dwells"];
            };
        };
        responses: {
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DwellAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    forgetDwells: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listFollowedPosts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listLatestPosts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPostsOfPerson: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPosts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
                /**
                 * @description Words, taken literally; initial consonants find syllables. The best match first.
                 * @example ㄱㄹ
                 */
                search?: string;
                /**
                 * @description One tag, or several with commas between them: posts that have each of them. Never a part of one.
                 * @example 귤,제주
                 */
                tags?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    createPost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["TooManyTagsOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /**
             * @description `too_many_posts`: You have posted as much as you may for a day. Try again tomorrow.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "too_many_posts" | "rate_limited";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    replacePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostReplacement"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["TooManyTagsOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            409: components["responses"]["PostPublishedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    deletePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        /** @description What is left out stays. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["TooManyTagsOrPictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["PostNotFoundOrNotFoundWithDetail"];
            409: components["responses"]["PostPublishedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    signPostPictureForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormWish"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadForm"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["TooManyPicturesOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listRecommendedPosts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, or what `next` has. */
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listPostTags: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostTags"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                page_size?: number;
                /** @description Words of its name. The best match first. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["TooManyProductsOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    replaceProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        /** @description What is left out stays. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    followProductLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the address that its seller named. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    likeProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductLike"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductLiked"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listProductsOfPerson: {
        parameters: {
            query?: {
                cursor?: string;
                page_size?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Unique; small letters, digits, `_` and `.`, but not digits alone.
                 * @example mudig_listener
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            404: components["responses"]["UserNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listAllProducts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                page_size?: number;
                /** @description Words of its name. The best match first. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    createListedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["TooManyProductsOrRateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getListedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    replaceListedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    deleteListedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    editListedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3c5e-7c1d-7f00-8000-000000000000 */
                uuid: string;
            };
            cookie?: never;
        };
        /** @description What is left out stays. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["PictureUnknownOrInvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["ProductNotFoundOrNotFoundWithDetail"];
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listRecommendedProducts: {
        parameters: {
            query?: {
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    checkReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description It cannot, and what is missing. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    listProductsForMe: {
        parameters: {
            query?: {
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description From `next_cursor`. */
                cursor?: string;
                limit?: number;
                /** @description Of staff: what they reported themselves, and not the queue. */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            400: components["responses"]["InvalidInputWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    reportSomething: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReport"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /**
             * @description `own_content`: Nobody reports what is their own.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "own_content" | "invalid_input" | "malformed_body";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["OriginRefusedOrSuspendedWithDetail"];
            /**
             * @description `target_not_found`: There is no such thing to report.
             *
             *     `user_not_found`: There is no such user.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "target_not_found" | "user_not_found";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /**
             * @description `reported_too_often`: Twenty reports a day are the most.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "reported_too_often" | "rate_limited";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    decideReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verdict"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportStatistics"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithDetail"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CaseNotFoundOrNotFoundWithDetail"];
            /**
             * @description `not_possible`: That cannot be done about this.
             *
             *     `comment_not_removable`: A comment can be hidden, not removed.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_possible" | "comment_not_removable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `body_too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "body_too_large";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unsupported_media_type`: This content type is not supported here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    claimReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CaseNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    releaseReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenOrOriginRefusedOrSuspendedWithDetail"];
            404: components["responses"]["CaseNotFoundOrNotFoundWithDetail"];
            429: components["responses"]["RateLimitedWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    getReportStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportStatistics"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithDetail"];
            403: components["responses"]["ForbiddenWithDetail"];
            /** @description `internal_error`: Something went wrong on our side. Please try again later. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "internal_error";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /** @description `unavailable`: The service is unavailable for a moment. Please try again shortly. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "unavailable";
                        /** @description As `error`, for the web client of posts and chat. */
                        detail: string;
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
        };
    };
    listTracks: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
                /** @description In any case. */
                tag?: string;
                /** @description Somebody's. Of my own all are there, in every state. */
                user_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPublicSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The track, or a page for whoever asks for HTML. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSong"];
                    "text/html": string;
                };
            };
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        /** @description What is left out stays. Tags and chapters take the place of those before. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackChange"];
                "multipart/form-data": components["schemas"]["TrackChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAnswer"];
                };
            };
            /**
             * @description `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `wrong_chapters`: Chapters stand by their beginnings, each later than the one before and within the track.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_not_usable" | "wrong_chapters" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceSongFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadReference"];
                "multipart/form-data": components["schemas"]["FileForm"];
            };
        };
        responses: {
            /** @description Processing has ended within the time that `Prefer: wait` gave it; `job` says how. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongEnded"];
                };
            };
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAccepted"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `track_not_found`: There is no such track.
             *
             *     `upload_not_found`: There is no such upload.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "track_not_found" | "upload_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            409: components["responses"]["UploadUnfinishedOrUploadDone"];
            410: components["responses"]["UploadExpired"];
            413: components["responses"]["TrackTooLargeOrBodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUploadsOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TracksUnavailableOrUnavailable"];
        };
    };
    getSongPlaylist: {
        parameters: {
            query?: {
                /** @description The signature of `song_path`, for a track that not everybody may hear. */
                t?: string;
                /** @description The version of `song_path`: what it names never changes. Some hours after another file took its place, that one is sent instead. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The playlist. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": string;
                };
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["TrackNotFoundOrTrackFileNotFoundOrNotFound"];
            409: components["responses"]["TrackUnfinished"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    likeSong: {
        parameters: {
            query?: {
                /** @description What is wanted. Without it each request turns the like around. */
                liked?: boolean;
            };
            header?: {
                /** @description Repeats within 24 hours get the same answer and change nothing. */
                "idempotency-key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            /** @description Liked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlikeSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sayNowPlaying: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reportPlay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlay"];
            };
        };
        responses: {
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    repostSong: {
        parameters: {
            query?: {
                /** @description What is wanted. Without it each request turns the repost around. */
                reposted?: boolean;
            };
            header?: {
                /** @description Repeats within 24 hours get the same answer and change nothing. */
                "idempotency-key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reposted no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongReposted"];
                };
            };
            /** @description Reposted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongReposted"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unrepostSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongReposted"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    openSecretLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretLink"];
                };
            };
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretLink"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSecretLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none (any longer). */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSongStats: {
        parameters: {
            query?: {
                /** @description So many, the last of which is today (UTC). */
                days?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongStats"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamSong: {
        parameters: {
            query?: {
                format?: "aac" | "opus" | "mp3" | "original";
                /** @description The signature of `song_path`, for a track that not everybody may hear. */
                t?: string;
                /** @description The version of `song_path`: what it names never changes. Some hours after another file took its place, that one is sent instead. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description The part that `Range` asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description Where clients reach the store: to an address of it that opens for some hours. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["TrackNotFoundOrTrackFileNotFoundOrNotFound"];
            409: components["responses"]["TrackUnfinished"];
            /** @description `Range` lies outside of it; `Content-Range` has its length. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamSongParts: {
        parameters: {
            query?: {
                /** @description The signature of `song_path`, for a track that not everybody may hear. */
                t?: string;
                /** @description The version of `song_path`: what it names never changes. Some hours after another file took its place, that one is sent instead. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description The part that `Range` asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description Where clients reach the store: to an address of it that opens for some hours. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["TrackNotFoundOrTrackFileNotFoundOrNotFound"];
            409: components["responses"]["TrackUnfinished"];
            /** @description `Range` lies outside of it; `Content-Range` has its length. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWaveform: {
        parameters: {
            query?: {
                bits?: 8;
                /** @description Pixels of a second; so many or, where they do not divide what there is, a few more. Default: 20, of what is longer than 20 minutes fewer. */
                pps?: number;
                /** @description As in `song_path`. */
                t?: string;
                /** @description As in `song_path`: with it the answer never changes. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waveform"];
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["TrackNotFoundOrTrackFileNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWaveformData: {
        parameters: {
            query?: {
                /** @description As in `song_path`. */
                t?: string;
                /** @description As in `song_path`: with it the answer never changes. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As audiowaveform writes it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["TrackNotFoundOrTrackFileNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChart: {
        parameters: {
            query?: {
                days?: 1 | 7 | 30;
                /** @description In any case. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Songs"];
                };
            };
            400: components["responses"]["InvalidInput"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFeed: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRssFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/rss+xml": string;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSongHome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Nothing; the first clients send it. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagHome"];
                };
            };
            404: components["responses"]["NotFoundWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    getSongJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongJob"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelSongJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongJob"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    watchSongJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNowPlaying: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NowPlaying"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sayNothingPlaying: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSong"];
                };
            };
            404: components["responses"]["TrackNotFoundOrNotFoundWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    playSongFrom: {
        parameters: {
            query?: {
                /** @description The signature of `song_path`, for a track that not everybody may hear. */
                t?: string;
                /** @description The version of `song_path`: what it names never changes. Some hours after another file took its place, that one is sent instead. */
                v?: number;
            };
            header?: never;
            path: {
                id: number;
                seconds: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": Blob;
                };
            };
            /** @description To the whole of it. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInputWithMessage"];
            404: components["responses"]["TrackNotFoundOrNotFoundWithMessage"];
            /** @description `track_unfinished`: The track is not ready yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "track_unfinished";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TRACK_UNFINISHED";
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    searchTracks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                limit?: number;
                /**
                 * @description Taken literally, as `/playlist/search` does; initial consonants find syllables.
                 * @example ㅅㅂ
                 */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongMatches"];
                };
            };
            400: components["responses"]["QueryEmptyOrInvalidInput"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSecretSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The track, or a page for whoever asks for HTML. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAnswer"];
                    "text/html": string;
                };
            };
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSets: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
                /** @description Somebody's. Of my own the private ones are there, too. */
                user_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 hours lead to the set that the first one made. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSet"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `set_not_found`: There is no such set.
             *
             *     `track_not_found`: There is no such track.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "set_not_found" | "track_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            /**
             * @description `too_many_sets`: Nobody has more than 1000 sets.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for a request with another body.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "too_many_sets" | "idempotency_key_reused";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSet: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAnswer"];
                };
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        /** @description What is left out stays. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrTrackNotFoundOrNotFound"];
            409: components["responses"]["SetFull"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSetComments: {
        parameters: {
            query?: {
                /** @description A `next_cursor` or `next_comments_cursor`, as it came. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetComments"];
                };
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    commentOnSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSetComment"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetCommentAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `set_not_found`: There is no such set.
             *
             *     `comment_not_found`: There is no such comment.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "set_not_found" | "comment_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    likeSet: {
        parameters: {
            query?: {
                /** @description What is wanted. Without it each request turns the like around. */
                liked?: boolean;
            };
            header?: {
                /** @description Repeats within 24 hours get the same answer and change nothing. */
                "idempotency-key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Liked no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            /** @description Liked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            409: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlikeSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongLiked"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addSongToSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SongOfSet"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrTrackNotFoundOrNotFound"];
            409: components["responses"]["SetFull"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeSongFromSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                song_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["SetNotFoundOrTrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editSetComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCommentChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetCommentAnswer"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["CommentNotFoundOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSetComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["CommentNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSharedSet: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAnswer"];
                };
            };
            400: components["responses"]["InvalidInput"];
            404: components["responses"]["SetNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSharedSong: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The track, or a page for whoever asks for HTML. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAnswer"];
                    "text/html": string;
                };
            };
            404: components["responses"]["TrackNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOwnSongStats: {
        parameters: {
            query?: {
                /** @description So many, the last of which is today (UTC). */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSongStats"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSongStream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description How many newer ones are left out. */
                offset: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Songs"];
                };
            };
            404: components["responses"]["NotFoundWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    uploadSong: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the whole form within 24 hours get the track and the job of the first. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["SongForm"];
            };
        };
        responses: {
            /** @description Processing has ended within the time that `Prefer: wait` gave it; `job` says how. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongEnded"];
                };
            };
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAccepted"];
                };
            };
            /**
             * @description `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "picture_not_usable" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "PICTURE_NOT_USABLE" | "INVALID_KEY";
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            404: components["responses"]["TrackNotFoundWithMessage"];
            409: components["responses"]["IdempotencyKeyReusedWithMessage"];
            /**
             * @description `track_too_large`: The file is larger than an upload may be.
             *
             *     `body_too_large`: The request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "track_too_large" | "body_too_large";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TRACK_TOO_LARGE" | "BODY_TOO_LARGE";
                        request_id: string;
                    };
                };
            };
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            /**
             * @description `too_many_uploads`: You have uploaded as many tracks as you may for a day. Try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "too_many_uploads" | "rate_limited";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TOO_MANY_UPLOADS" | "RATE_LIMITED";
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalErrorWithMessage"];
            /**
             * @description `tracks_unavailable`: Tracks cannot be uploaded here: this server has no ffmpeg.
             *
             *     `unavailable`: The service is unavailable for a moment. Please try again shortly.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "tracks_unavailable" | "unavailable";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TRACKS_UNAVAILABLE" | "UNAVAILABLE";
                        request_id: string;
                    };
                };
            };
        };
    };
    beginUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUpload"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadBegun"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            412: components["responses"]["TusVersion"];
            413: components["responses"]["TrackTooLargeOrBodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUploadsOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TracksUnavailableOrUnavailable"];
        };
    };
    endUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["UploadNotFoundOrNotFound"];
            /** @description `upload_done`: The upload has become a track already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "upload_done";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            412: components["responses"]["TusVersion"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    continueUpload: {
        parameters: {
            query?: never;
            header: {
                "upload-offset": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": Blob;
            };
        };
        responses: {
            /** @description `Upload-Offset` says how much is kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["UploadNotFoundOrNotFound"];
            /** @description `upload_offset`: Upload-Offset is not where the upload stands. Ask for it with HEAD. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "upload_offset";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            410: components["responses"]["UploadExpired"];
            412: components["responses"]["TusVersion"];
            413: components["responses"]["TrackTooLargeOrBodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `upload_busy`: Another connection is writing to this upload. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "upload_busy";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackWords"];
            };
        };
        responses: {
            /** @description Processing has ended within the time that `Prefer: wait` gave it; `job` says how. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongEnded"];
                };
            };
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SongAccepted"];
                };
            };
            /**
             * @description `wrong_chapters`: Chapters stand by their beginnings, each later than the one before and within the track.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "wrong_chapters" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `upload_not_found`: There is no such upload.
             *
             *     `track_not_found`: There is no such track.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "upload_not_found" | "track_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            409: components["responses"]["UploadUnfinishedOrUploadDone"];
            410: components["responses"]["UploadExpired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTags: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    followUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `follow_oneself`: You cannot follow yourself.
             *
             *     `already_following`: You follow this user already.
             *
             *     `already_requested`: You have asked to follow this user already.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "follow_oneself" | "already_following" | "already_requested";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["UserNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFollowers: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowerList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["UserNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFollowing: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowingList"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["UserNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unfollowUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `not_following`: You do not follow this user.
             *
             *     `user_not_found`: There is no such user.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "not_following" | "user_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            /** @description `refresh_invalid`: Your sign-in has expired. Please sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "refresh_invalid";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `password_wrong`: The current password is wrong.
             *
             *     `password_not_set`: This account has no password. The mail for a forgotten one lets you set it.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "password_wrong" | "password_not_set" | "password_too_common" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["PasswordTooOftenOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    checkName: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameCheck"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "name_taken" | "name_not_allowed" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportState"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRequested"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            /**
             * @description `export_too_often`: A copy of your data can be asked for once a day. Please use the link in the mail, or ask again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "export_too_often" | "rate_limited";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ZIP. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /**
             * @description `export_link_invalid`: The link has expired or is not valid. Please ask for a new copy of your data.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "export_link_invalid" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressGiven"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["MailTooOftenOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestEmailReminder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressGiven"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["MailTooOftenOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFollowed: {
        parameters: {
            query?: {
                cursor?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            400: components["responses"]["InvalidInputWithMessage"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    toggleFollow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 hours get the same answer and change nothing. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowToggle"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowToggled"];
                };
            };
            /**
             * @description `follow_oneself`: You cannot follow yourself.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "follow_oneself" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "SELF_FOLLOW" | "INVALID_KEY";
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            /** @description `user_not_found`: There is no such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "user_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "USER_NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            409: components["responses"]["IdempotencyKeyReusedWithMessage"];
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaysIn"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    beginIdentityLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: components["schemas"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderJourney"];
                };
            };
            /** @description `sign_in_again`: Please sign in again first, so that we know it is you. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "sign_in_again";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["ProviderNotOfferedOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: components["schemas"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `last_way_in`: This is the only way into your account. Please set a password first. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "last_way_in";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            /**
             * @description `identity_not_found`: Your account is not linked to this provider.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "identity_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeIdentityLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: components["schemas"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderReturn"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `state_invalid`: This sign-in has expired, was used already or was begun elsewhere. Please start again.
             *
             *     `provider_refused`: The provider did not confirm the sign-in. Please start again.
             *
             *     `identity_taken`: This account of the provider already belongs to an account here.
             *
             *     `provider_linked`: Your account is linked to another account of this provider. Please unlink that one first.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "state_invalid" | "provider_refused" | "identity_taken" | "provider_linked" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["ProviderNotOfferedOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ProviderUnavailableOrUnavailable"];
        };
    };
    openAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["JoinForm"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /**
             * @description `signup_token_invalid`: The e-mail confirmation has expired or is not valid. Please confirm your e-mail address again.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "signup_token_invalid" | "name_taken" | "name_not_allowed" | "email_taken" | "password_too_common" | "picture_not_usable" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLatestMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LatestMessages"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            /** @description `login_failed`: The e-mail address or the password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "login_failed";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description `login_too_often`: Too many attempts to sign in. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "login_too_often" | "rate_limited";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    beginProviderSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: components["schemas"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderJourney"];
                };
            };
            404: components["responses"]["ProviderNotOfferedOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeProviderSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: components["schemas"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderReturn"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["SocialNewcomer"];
                };
            };
            /**
             * @description `state_invalid`: This sign-in has expired, was used already or was begun elsewhere. Please start again.
             *
             *     `provider_refused`: The provider did not confirm the sign-in. Please start again.
             *
             *     `account_withdrawn`: This account was withdrawn. The link in the mail that we have sent brings it back.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "state_invalid" | "provider_refused" | "account_withdrawn" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            404: components["responses"]["ProviderNotOfferedOrNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ProviderUnavailableOrUnavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description The messages of this conversation, rather than my conversations. */
                chatroom_id?: number;
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                limit?: number;
                /** @description The same, of the conversation with that person. */
                to_user?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationList"] | components["schemas"]["MessageList"];
                };
            };
            400: components["responses"]["InvalidInputWithMessage"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            /**
             * @description `conversation_not_found`: There is no such conversation.
             *
             *     `user_not_found`: There is no such user.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "conversation_not_found" | "user_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "CONVERSATION_NOT_FOUND" | "USER_NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same again is the same message, and is not written twice. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
            /**
             * @description `message_oneself`: You cannot write to yourself.
             *
             *     `wrong_conversation`: This is not the conversation with that person.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "message_oneself" | "wrong_conversation" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "MESSAGE_ONESELF" | "MESSAGE_NUMBER_NOT_MATCH_TO_USER" | "INVALID_KEY" | "CONTENT_MISSING" | "TO_USER_ID_MISSING";
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            /**
             * @description `user_not_found`: There is no such user.
             *
             *     `track_not_found`: There is no such track.
             *
             *     `playlist_not_found`: There is no such playlist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "user_not_found" | "track_not_found" | "playlist_not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "TO_USER_NOT_EXISTS" | "TRACK_NOT_FOUND" | "PLAYLIST_NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            409: components["responses"]["IdempotencyKeyReusedWithMessage"];
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    markConversationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chatroom_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationRead"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessage"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            /**
             * @description `conversation_not_found`: There is no such conversation.
             *
             *     `message_not_found`: There is no such message.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "conversation_not_found" | "message_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "CONVERSATION_NOT_FOUND" | "MESSAGE_NOT_FOUND" | "NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    deleteMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            /**
             * @description `message_not_found`: There is no such message.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "message_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "MESSAGE_NOT_FOUND" | "NOT_FOUND";
                        request_id: string;
                    };
                };
            };
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    getRedDots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedDots"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    requestOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBody"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description `otp_too_often`: Too many codes were asked for. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "otp_too_often" | "rate_limited";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpVerification"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpVerified"];
                };
            };
            /**
             * @description `otp_wrong`: The code is wrong or has expired.
             *
             *     `otp_spent`: Too many wrong codes. Please ask for a new one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "otp_wrong" | "otp_spent" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMyProfile: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                /** @description Of each list. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileAnswer"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProfile: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before, as it came. */
                cursor?: string;
                /** @description Of each list. */
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileAnswer"];
                };
            };
            400: components["responses"]["InvalidInput"];
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            404: components["responses"]["UserNotFoundOrNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ProfileEdit"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `rep_playlist_not_shown`: Only a finished public playlist can be your main one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "name_taken" | "name_not_allowed" | "picture_not_usable" | "rep_playlist_not_shown" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            403: components["responses"]["Suspended"];
            404: components["responses"]["PlaylistNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `link_invalid`: The link has expired or was used already. Please ask for a new one.
             *
             *     `password_too_common`: This password is too common. Please choose another one.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "link_invalid" | "password_too_common" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reactivateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reactivation"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `link_invalid`: The link has expired or was used already. Please ask for a new one.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "link_invalid" | "name_taken" | "name_not_allowed" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listRecommendations: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendations"];
                };
            };
            400: components["responses"]["InvalidInputWithMessage"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    searchPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleSearch"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleFound"];
                };
            };
            400: components["responses"]["InvalidInputOrMalformedBodyWithMessage"];
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            403: components["responses"]["SuspendedWithMessage"];
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            /**
             * @description `session_not_found`: There is no such session.
             *
             *     `not_found`: Not found.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "session_not_found" | "not_found";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    signInAsClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientSignedIn"];
                };
            };
            /**
             * @description `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "INVALID_KEY" | "INVALID_EMAIL" | "INVALID_PASSWORD";
                        request_id: string;
                    };
                };
            };
            /** @description `login_failed`: The e-mail address or the password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "login_failed";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "CHECK_PASSWORD";
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            /**
             * @description `login_too_often`: Too many attempts to sign in. Please try again later.
             *
             *     `rate_limited`: Too many requests. Please try again later.
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "login_too_often" | "rate_limited";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "LOGIN_TOO_OFTEN" | "RATE_LIMITED";
                        request_id: string;
                    };
                };
            };
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"] | components["schemas"]["SignUpMailed"];
                };
            };
            400: components["responses"]["SignupTokenInvalidOrNameTakenOrNameNotAllowedOrEmailTakenOrPasswordTooCommonOrInvalidInputOrMalformedBodyWithMessage"];
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["MailTooOftenOrRateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    signUpInApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"] | components["schemas"]["SignUpMailed"];
                };
            };
            400: components["responses"]["SignupTokenInvalidOrNameTakenOrNameNotAllowedOrEmailTakenOrPasswordTooCommonOrInvalidInputOrMalformedBodyWithMessage"];
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["MailTooOftenOrRateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    confirmSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpConfirmation"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /**
             * @description `link_invalid`: The link has expired or was used already. Please ask for a new one.
             *
             *     `password_wrong`: The current password is wrong.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "link_invalid" | "password_wrong" | "name_taken" | "name_not_allowed" | "email_taken" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "LINK_INVALID" | "PASSWORD_WRONG" | "NAME_TAKEN" | "NAME_NOT_ALLOWED" | "EMAIL_TAKEN" | "INVALID_KEY" | "INVALID_EMAIL" | "INVALID_PASSWORD";
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    signInWithGoogle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Google's, for this application. */
                id_token?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoogleIdToken"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientSignedIn"] | components["schemas"]["SocialNewcomer"];
                };
            };
            /**
             * @description `provider_refused`: The provider did not confirm the sign-in. Please start again.
             *
             *     `account_withdrawn`: This account was withdrawn. The link in the mail that we have sent brings it back.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "provider_refused" | "account_withdrawn" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "PROVIDER_REFUSED" | "ACCOUNT_WITHDRAWN" | "INVALID_KEY" | "INVALID_EMAIL" | "INVALID_PASSWORD";
                        request_id: string;
                    };
                };
            };
            /** @description `provider_not_offered`: Signing in through this provider is not offered here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "provider_not_offered";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "PROVIDER_NOT_OFFERED";
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLargeWithMessage"];
            415: components["responses"]["UnsupportedMediaTypeWithMessage"];
            429: components["responses"]["RateLimitedWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            /**
             * @description `provider_unavailable`: The provider cannot be reached for a moment. Please start again shortly.
             *
             *     `unavailable`: The service is unavailable for a moment. Please try again shortly.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "provider_unavailable" | "unavailable";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        /**
                         * @description As the first clients know it.
                         * @enum {string}
                         */
                        message: "PROVIDER_UNAVAILABLE" | "UNAVAILABLE";
                        request_id: string;
                    };
                };
            };
        };
    };
    openSocialAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["SocialJoinForm"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /**
             * @description `social_token_invalid`: The sign-in at the provider has expired or was used already. Please sign in there again.
             *
             *     `email_not_confirmed`: Please confirm your e-mail address first.
             *
             *     `signup_token_invalid`: The e-mail confirmation has expired or is not valid. Please confirm your e-mail address again.
             *
             *     `name_taken`: This name is already taken.
             *
             *     `name_not_allowed`: Names have 2 to 20 characters, none of them invisible.
             *
             *     `email_taken`: This e-mail address already has an account.
             *
             *     `identity_taken`: This account of the provider already belongs to an account here.
             *
             *     `picture_not_usable`: This picture cannot be used. JPEG, PNG, WebP, AVIF and GIF of up to 25 million pixels can.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "social_token_invalid" | "email_not_confirmed" | "signup_token_invalid" | "name_taken" | "name_not_allowed" | "email_taken" | "identity_taken" | "picture_not_usable" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    takeFollowUpdates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUpdates"];
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalidWithMessage"];
            500: components["responses"]["InternalErrorWithMessage"];
            503: components["responses"]["UnavailableWithMessage"];
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description It went well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description `password_wrong`: The current password is wrong.
             *
             *     `sign_in_again`: Please sign in again first, so that we know it is you.
             *
             *     `invalid_input`: Some of the input is not valid.
             *
             *     `malformed_body`: The request body cannot be read.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "password_wrong" | "sign_in_again" | "invalid_input" | "malformed_body";
                        details?: components["schemas"]["ErrorDetail"][];
                        /** @description What a person should read: Korean, or English where Accept-Language prefers it. */
                        error: string;
                        request_id: string;
                    };
                };
            };
            401: components["responses"]["NotSignedInOrTokenInvalid"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["PasswordTooOftenOrRateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}

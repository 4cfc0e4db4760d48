/** What went wrong, by the stable code of the api: what happened, to what, and what to do. Codes that are missing here show the api's own sentence. */
export const errors = {
  unexpected: '出了意外的问题，请再试一次；如果还是不行，请告诉管理员。',
  offline: '连不上服务器，请检查网络后再试。',
  unavailable: '服务暂时不可用，请稍后再试。',
  experiment_not_begun: '还没有人走到这个实验，没有可选的。',
  experiment_not_decided: '这个实验还没有决定，没有可撤回的。',
  not_found: '找不到它了，可能已被删除。',
  unauthorized: '登录已过期，请重新登录。',
  forbidden: '您的角色不能这样做，请找管理员。',
  bad_credentials: '邮箱或密码不对。',
  too_many_requests: '尝试太频繁，请稍等一分钟再试。',
  draft_moved_on: '草稿已被别人改过。',
  launch_while_paused: '旅程正在暂停。请先继续，并选择到期的内容怎么办；然后再发布。草稿会保留原样。',
  launch_refused: '还有错误没有解决，不能启动。',
};

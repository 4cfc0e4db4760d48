/** 单机版自带的收件箱。 */
export const mailbox = {
  title: '邮箱',
  search: '按地址搜索',
  total_other: '{{count, number}} 封邮件',
  emptyTitle: '还没有邮件',
  emptyBody: '旅程通过本机连接器发出的邮件会到这里。启动一个旅程，或从模板发一封测试。',
  nothingFound: '没有发往“{{to}}”的邮件。',
  pick: '选一封邮件来看。',
  from: '发件人',
  to: '收件人',
  view: '怎么看',
  views: { html: '邮件', text: '文本', headers: '邮件头' },
  frame: '邮件“{{subject}}”',
  noSubject: '没有主题',
  more: '更早的邮件',
};

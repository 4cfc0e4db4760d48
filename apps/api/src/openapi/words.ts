import type { Locale } from '@wayfare/contracts';

/** What the page of the interface says by itself; summaries and names of fields are the interface's own and English. */
export interface DocsWords {
  readonly title: string;
  readonly other: string;
  readonly schemas: string;
  readonly parameters: string;
  readonly required: string;
  readonly body: string;
  readonly reply: string;
  readonly openToAll: string;
  readonly forRoles: string;
  /** `{base}` where everything stands, `{problem}` the name of the schema of errors: HTML. */
  readonly lead: string;
  /** What each group of routes is about. */
  readonly areas: Readonly<Record<string, string>>;
}

const EN: DocsWords = {
  title: 'Wayfare API',
  other: '中文',
  schemas: 'Schemas',
  parameters: 'Parameters',
  required: 'required',
  body: 'Body',
  reply: 'Reply',
  openToAll: 'Open to all',
  forRoles: 'For {roles}',
  lead: `Everything stands below {base}. Call it with <code>Authorization: Bearer wf_…</code>, an API token made by an administrator.
Instants are ISO 8601 with offset, durations ISO 8601, ids opaque strings, money in minor units. Lists page by cursor: send <code>next</code> back as <code>cursor</code>.
Writes accept an <code>Idempotency-Key</code>. Errors are RFC 9457 problem documents and look like {problem}.`,
  areas: {
    archives: 'What was taken out of the database and kept in files.',
    'attribute-rules': 'Which sources of attributes go before which.',
    'attribute-types': 'Attributes: what they mean, how their values are spread, who uses them.',
    audit: 'Who changed what, and when.',
    catalogue: 'Attributes, events and tags that are known, for those who write conditions.',
    colleagues: 'Who can be asked to do something.',
    connectors: 'The ways by which messages leave the house: mail servers and webhooks.',
    'coupon-pools': 'Codes that journeys hand out, each once.',
    customers: 'People: who they are, what they agreed to, what happened to them.',
    demo: 'Demo data for an empty workspace.',
    collect: 'What browsers tell, by the SDK.',
    'event-fates': 'What became of the events that came in.',
    'event-types': 'Names of events, what they hold and how many come.',
    events: `What customers did, told by your own systems. Each event of a request is judged by itself, and refused with a code: <code>invalid</code>, <code>reserved_name</code> (<code>message.…</code> and
<code>customer.…</code> are the product's own), <code>in_future</code> (more than a day ahead), <code>too_large</code> (properties of more than 32 KiB), <code>unknown_customer</code> (an <code>id</code> that there is not).
One whose <code>id</code> the customer already has is a duplicate and changes nothing; however late one comes, it is taken in.`,
    hooks: 'What other systems tell, signed.',
    'inbound-hooks': 'Addresses for other systems: their secrets, mappings and last deliveries.',
    'write-keys': 'Keys with which the pages of a website send events.',
    erasures: 'Who was erased, and what it reached.',
    forecasts: 'What a draft would do if it were launched.',
    home: 'The morning brief: what was sent, what came back, what needs attention.',
    imports: 'Files of customers, events and orders: CSV, XLSX, Parquet, packed or not.',
    journeys: 'Journeys: drawn, launched, watched; their reports.',
    lists: 'People one by one, as they were when the list was made.',
    'look-alikes': 'Searches for the people most like those of a segment or a list.',
    mailbox: 'The local mail sink of an installation on one machine.',
    me: 'The person who is signed in.',
    'identity-rules': 'By what customers are taken for one person.',
    'match-runs': 'Looks for customers who are one person.',
    merges: 'Customers who turned out to be one person, and how to undo that.',
    'possible-duplicates': 'Customers who may be one person, for somebody to decide.',
    reports: 'Days on which something was sent.',
    search: 'Finds journeys, audiences, templates and people by name.',
    segments: 'Conditions on people, asked anew each time.',
    session: 'Signing in and out.',
    settings: 'The workspace: its name, zone, currency and rules of sending.',
    'subject-exports': 'Everything that is known of one customer, as a file for them.',
    purposes: 'What messages are for: customers agree to each, or refuse it.',
    suppressions: 'Addresses that are not written to.',
    'source-feeds': 'What is read from data sources, what becomes of it, and when.',
    'source-runs': 'Readings of data sources.',
    sources: 'Databases and HTTP interfaces that customers, orders and events are read from.',
    system: 'Whether everything moves that should.',
    'tag-runs': 'Working out who has the tags that rules put.',
    tags: 'Tags: what they mean, who has them, and what put them there.',
    'trait-previews': 'What a computed trait would come to, before it is saved.',
    'trait-runs': 'Working out the computed traits of everybody.',
    traits: 'Computed traits: attributes that are worked out of what people did and bought.',
    tasks: 'What journeys ask colleagues to do for people.',
    templates: 'What is written to people, with Liquid and MJML.',
    testing: 'The virtual clock of a deployment that was started with one.',
    tokens: 'API tokens for scripts.',
    users: 'The people who work here, and their roles.',
    value: 'What customers are worth: scores, tiers, and stages of their life with the company.',
  },
};

const ZH_CN: DocsWords = {
  title: 'Wayfare 接口文档',
  other: 'English',
  schemas: '数据结构',
  parameters: '参数',
  required: '必填',
  body: '请求体',
  reply: '响应',
  openToAll: '对所有人开放',
  forRoles: '角色：{roles}',
  lead: `所有接口都在 {base} 之下。请携带 <code>Authorization: Bearer wf_…</code> 调用，令牌由管理员创建。
时刻采用带时区偏移的 ISO 8601，时长采用 ISO 8601，编号是不透明的字符串，金额以最小货币单位计。列表按游标翻页：把响应中的 <code>next</code> 作为 <code>cursor</code> 传回。
写操作可携带 <code>Idempotency-Key</code>。错误是 RFC 9457 问题文档，结构见 {problem}。各接口的简介与字段名为英文。`,
  areas: {
    archives: '从数据库移出、以文件保存的旧数据。',
    'attribute-rules': '客户属性以哪个来源为准。',
    'attribute-types': '客户属性：含义、取值分布与使用情况。',
    audit: '谁在什么时候改了什么。',
    catalogue: '已知的属性、事件和标签，供编写条件时使用。',
    colleagues: '可以分派待办的同事。',
    connectors: '消息发出的通道：邮件服务器和 webhook。',
    'coupon-pools': '优惠券码池：旅程从中发放，每个码只发一次。',
    customers: '客户：身份、授权与经历。',
    demo: '为空工作区载入演示数据。',
    collect: '浏览器通过 SDK 上报的内容。',
    'event-fates': '收到的事件各自的去向。',
    'event-types': '事件名称、其属性与数量。',
    events: `由您的系统告知客户做了什么。请求中的每个事件单独判断，被拒绝时带有代码：<code>invalid</code>（格式有误）、<code>reserved_name</code>（<code>message.…</code> 与 <code>customer.…</code> 为系统专用）、
<code>in_future</code>（超前一天以上）、<code>too_large</code>（属性超过 32 KiB）、<code>unknown_customer</code>（没有这个 <code>id</code> 的客户）。同一客户已有相同 <code>id</code> 的事件视为重复，不会再次写入；迟到多久的事件都会接收。`,
    hooks: '其他系统推送的内容，须签名。',
    'inbound-hooks': '供其他系统推送的地址：密钥、映射与最近的推送。',
    'write-keys': '网站页面上报事件所用的密钥。',
    erasures: '抹除记录：谁已被抹除，涉及哪些数据。',
    forecasts: '草稿若现在启动会怎样。',
    home: '晨间简报：发了什么，回来什么，需要留意什么。',
    imports: '导入客户、事件和订单文件：CSV、XLSX、Parquet，可以是压缩的。',
    journeys: '旅程：绘制、发布、观察，以及它们的报告。',
    lists: '名单：建立那一刻的一个个客户。',
    'look-alikes': '找相似人群：与某个人群或名单最相似的客户。',
    mailbox: '单机部署自带的邮件沙箱。',
    me: '当前登录的人。',
    'identity-rules': '依据什么认定为同一个人。',
    'match-runs': '查找属于同一个人的客户。',
    merges: '被认定为同一个人的客户，以及如何撤销。',
    'possible-duplicates': '可能是同一个人的客户，由人来决定。',
    reports: '有过发送的日子。',
    search: '按名称查找旅程、人群、模板和客户。',
    segments: '人群：每次使用时重新计算的条件。',
    session: '登录与退出。',
    settings: '工作区：名称、时区、货币与发送规则。',
    'subject-exports': '数据副本：把一位客户的全部信息做成文件交给本人。',
    purposes: '触达用途：客户可逐项同意或拒绝。',
    suppressions: '停发名单：不再发送消息的地址。',
    'source-feeds': '从数据源读取什么、如何映射、何时读取。',
    'source-runs': '对数据源的每次读取。',
    sources: '读取客户、订单和事件的数据库与 HTTP 接口。',
    system: '该动的是否都在动。',
    'tag-runs': '计算哪些客户拥有规则标签。',
    tags: '标签：含义、拥有的客户与来源。',
    'trait-previews': '保存前预览计算属性的结果。',
    'trait-runs': '为所有客户计算计算属性。',
    traits: '计算属性：根据客户的行为与购买计算出的属性。',
    tasks: '旅程请同事为客户做的待办。',
    templates: '写给客户的内容，使用 Liquid 与 MJML。',
    testing: '以虚拟时钟启动的部署可以查看和拨动时钟。',
    tokens: '供脚本使用的 API 令牌。',
    users: '在这里工作的人及其角色。',
    value: '客户价值：评分、等级与生命周期阶段。',
  },
};

export const DOCS_WORDS: Readonly<Record<Locale, DocsWords>> = { en: EN, 'zh-CN': ZH_CN };

import type { BodyOf, routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';

type Graph = NonNullable<BodyOf<typeof routes.createJourney>['graph']>;
type TemplateBody = BodyOf<typeof routes.createTemplate>;

const mail = (
  zh: { title: string; text: string; button: string },
  en: { title: string; text: string; button: string },
  link: string,
): string => `<mjml>
  <mj-head>
    <mj-attributes><mj-all font-family="Inter, 'PingFang SC', 'Microsoft YaHei', sans-serif" /><mj-text font-size="15px" line-height="1.7" color="#1d2129" /></mj-attributes>
  </mj-head>
  <mj-body background-color="#faf8f4">
    <mj-section padding="28px 0 8px"><mj-column><mj-text font-size="13px" color="#8a8f99">青石 · QINGSHI</mj-text></mj-column></mj-section>
    <mj-section background-color="#ffffff" border-radius="10px" padding="24px">
      <mj-column>
        <mj-raw>{% if customer.locale == "en" %}</mj-raw>
        <mj-text font-size="22px" font-weight="600">${en.title}</mj-text>
        <mj-text>${en.text}</mj-text>
        <mj-button background-color="#c8402b" align="left" href="${link}">${en.button}</mj-button>
        <mj-raw>{% else %}</mj-raw>
        <mj-text font-size="22px" font-weight="600">${zh.title}</mj-text>
        <mj-text>${zh.text}</mj-text>
        <mj-button background-color="#c8402b" align="left" href="${link}">${zh.button}</mj-button>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const subject = (zh: string, en: string): string => `{% if customer.locale == "en" %}${en}{% else %}${zh}{% endif %}`;

export const TEMPLATES = {
  coupon: {
    channel: 'email',
    name: '满 300 减 60 · ¥60 off ¥300',
    subject: subject(
      '{{ customer.attributes.name | default: "您好" }}，满 300 减 60 等您来用',
      '{{ customer.attributes.name | default: "Hello" }}, ¥60 off your next ¥300',
    ),
    mjml: mail(
      {
        title: '好久不见',
        text: '{{ customer.attributes.name | default: "您好" }}，为您留了一张满 300 减 60 的券，七天内有效。您常买的{{ customer.attributes.favourite | default: "单品" }}上新了。',
        button: '去看看',
      },
      {
        title: 'It has been a while',
        text: 'Hi {{ customer.attributes.name | default: "there" }}, ¥60 off ¥300 is waiting for you, good for seven days.',
        button: 'Have a look',
      },
      'https://shop.example/new?from=winback',
    ),
  },
  longTime: {
    channel: 'email',
    name: '好久不见 · Long time no see',
    subject: subject('好久不见，店里有些新东西', 'Long time no see'),
    mjml: mail(
      {
        title: '店里有些新东西',
        text: '{{ customer.attributes.name | default: "您好" }}，换季了，我们挑了十件值得看的。',
        button: '看十件新品',
      },
      {
        title: 'New in the shop',
        text: 'Hi {{ customer.attributes.name | default: "there" }}, the season has turned, and we picked ten things worth a look.',
        button: 'See the ten',
      },
      'https://shop.example/ten',
    ),
  },
  welcome: {
    channel: 'email',
    name: '欢迎 · Welcome',
    subject: subject('欢迎来到青石', 'Welcome to Qingshi'),
    mjml: mail(
      { title: '欢迎', text: '{{ customer.attributes.name | default: "您好" }}，谢谢加入。首单包邮，尺码不合随时换。', button: '开始逛逛' },
      {
        title: 'Welcome',
        text: 'Hi {{ customer.attributes.name | default: "there" }}, thank you for joining. Your first order ships free.',
        button: 'Start here',
      },
      'https://shop.example/welcome',
    ),
  },
  reminder: {
    channel: 'email',
    name: '首单提醒 · First order reminder',
    subject: subject('首单包邮还在', 'Free shipping is still yours'),
    mjml: mail(
      { title: '首单包邮还在', text: '{{ customer.attributes.name | default: "您好" }}，看过的东西都还在。', button: '回去看看' },
      {
        title: 'Still here for you',
        text: 'Hi {{ customer.attributes.name | default: "there" }}, what you looked at is still in stock.',
        button: 'Go back',
      },
      'https://shop.example/sale',
    ),
  },
} satisfies Record<string, TemplateBody>;
export type TemplateKey = keyof typeof TEMPLATES;

export const SEGMENTS: readonly { readonly key: 'asleep' | 'subscribers'; readonly name: string; readonly condition: Condition }[] = [
  {
    key: 'asleep',
    name: '沉睡 90 天的老客 · Asleep for 90 days',
    condition: {
      all: [
        { attribute: 'orders', is: 'gte', value: 1 },
        { not: { event: 'purchase', within: 'P90D' } },
        { attribute: 'tier', is: 'in', value: ['L2', 'L3', 'L4'] },
      ],
    },
  },
  {
    key: 'subscribers',
    name: '近半年到访且订阅 · Recent subscribers',
    condition: {
      all: [
        { attribute: 'newsletter', is: 'eq', value: true },
        { event: 'visit', within: 'P180D' },
      ],
    },
  },
];

const node = (id: string, type: Graph['nodes'][number]['type'], name: string, data: object, x: number, y: number) => ({
  id,
  type,
  position: { x, y },
  data: { name, ...data },
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${sourceHandle ?? ''}-${target}`,
  source,
  target,
  ...(sourceHandle ? { sourceHandle } : {}),
});
const email = (templateId: string) => ({ channel: 'email', templateId, tracking: { opens: true, clicks: true } });

export type Ids = Readonly<Record<TemplateKey, string>> & { readonly asleep: string; readonly subscribers: string };

/**
 *  asleep (10 % held out) → until 09:00 → tier L3–L4? ─┬─ coupon mail ── wait for a purchase, 3 days ── end
 *                                                      └─ "long time no see" ── end
 */
export const winBack = (ids: Ids) => ({
  settings: { response: { event: 'visit', window: 'P3D' }, goal: { event: 'purchase', window: 'P7D', exitOnGoal: true } },
  nodes: [
    node('asleep', 'audience', '沉睡 90 天的 L2–L4', { segmentId: ids.asleep, reentry: { policy: 'never' }, holdout: 0.1 }, 300, 0),
    node('morning', 'wait', '等到早上 9:00', { mode: 'until', time: '09:00', zone: 'customer' }, 300, 176),
    node(
      'tier',
      'branch',
      '价值分层',
      { paths: [{ id: 'high', name: 'L3–L4', condition: { attribute: 'tier', is: 'in', value: ['L3', 'L4'] } }] },
      300,
      341,
    ),
    node('coupon', 'send', '满 300 减 60 券', email(ids.coupon), 110, 506),
    node('hello', 'send', '“好久不见”邮件', email(ids.longTime), 490, 506),
    node('bought', 'wait-event', '等下单，最多 3 天', { event: 'purchase', timeout: 'P3D' }, 110, 671),
    node('end', 'exit', '结束', {}, 300, 858),
  ],
  edges: [
    edge('asleep', 'morning'),
    edge('morning', 'tier'),
    edge('tier', 'coupon', 'high'),
    edge('tier', 'hello', 'else'),
    edge('coupon', 'bought'),
    edge('bought', 'end', 'matched'),
    edge('bought', 'end', 'timeout'),
    edge('hello', 'end'),
  ],
});

/** signup → welcome mail → wait 3 days → bought? ─┬─ end
 *                                                 └─ reminder ── end */
export const welcome = (ids: Ids) => ({
  settings: { response: { event: 'visit', window: 'P3D' }, goal: { event: 'purchase', window: 'P14D', exitOnGoal: false } },
  nodes: [
    node('signup', 'event-entry', '注册', { event: 'signup', reentry: { policy: 'never' } }, 300, 0),
    node('welcome', 'send', '欢迎邮件', email(ids.welcome), 300, 165),
    node('three-days', 'wait', '等 3 天', { mode: 'duration', duration: 'P3D' }, 300, 330),
    node(
      'first-order',
      'branch',
      '下首单了吗？',
      { paths: [{ id: 'yes', name: '已下单', condition: { event: 'purchase', count: { gte: 1 } } }] },
      300,
      495,
    ),
    node('remind', 'send', '首单提醒', email(ids.reminder), 490, 671),
    node('end', 'exit', '结束', {}, 300, 847),
  ],
  edges: [
    edge('signup', 'welcome'),
    edge('welcome', 'three-days'),
    edge('three-days', 'first-order'),
    edge('first-order', 'end', 'yes'),
    edge('first-order', 'remind', 'else'),
    edge('remind', 'end'),
  ],
});

/** subscribers → split ─┬─ coupon ── end
 *                       ├─ news ──── end
 *                       └─ control ─ end */
export const subjectTest = (ids: Ids) => ({
  settings: { response: { event: 'visit', window: 'P2D' }, goal: { event: 'purchase', window: 'P7D', exitOnGoal: false } },
  nodes: [
    node('subscribers', 'audience', '近半年到访且订阅', { segmentId: ids.subscribers, reentry: { policy: 'never' } }, 300, 0),
    node(
      'arms',
      'split',
      '优惠还是新品',
      {
        arms: [
          { id: 'coupon', name: '优惠券 Coupon', weight: 40 },
          { id: 'news', name: '新品 News', weight: 40 },
          { id: 'control', name: '不触达 Control', weight: 20, control: true },
        ],
      },
      300,
      165,
    ),
    node('send-coupon', 'send', '优惠券邮件', email(ids.coupon), 33, 363),
    node('send-news', 'send', '新品邮件', email(ids.longTime), 300, 363),
    node('end', 'exit', '结束', {}, 300, 550),
  ],
  edges: [
    edge('subscribers', 'arms'),
    edge('arms', 'send-coupon', 'coupon'),
    edge('arms', 'send-news', 'news'),
    edge('arms', 'end', 'control'),
    edge('send-coupon', 'end'),
    edge('send-news', 'end'),
  ],
});

/** How many of those who got each mail visit the shop because of it; the base rate is 0.062. */
export const VISIT_SHARES: Readonly<Record<string, number>> = {
  coupon: 0.17,
  hello: 0.09,
  welcome: 0.24,
  remind: 0.12,
  'send-coupon': 0.148,
  'send-news': 0.103,
};

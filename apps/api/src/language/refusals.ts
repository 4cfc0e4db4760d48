import type { Locale } from '@wayfare/contracts';
import { sentenceOf } from './index.js';

const KINDS: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  object: '对象',
  record: '对象',
  array: '列表',
  null: '空值',
};
const kind = (name: string): string => KINDS[name] ?? name;

/** What whoever judges an event may find wrong with it, and how a schema says so; the first that fits. */
const CHINESE: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Invalid input: expected \w+, received undefined$/, () => '必须填写'],
  [/^Invalid input: expected (\w+), received (\w+)$/, (wanted, got) => `应为${kind(wanted)}，收到的是${kind(got)}`],
  [/^Too big: expected \w+ to have <=(\d+) (characters|items)$/, (most, unit) => `最多 ${most} ${unit === 'items' ? '项' : '个字符'}`],
  [/^Too small: expected \w+ to have >=(\d+) (characters|items)$/, (least, unit) => `至少 ${least} ${unit === 'items' ? '项' : '个字符'}`],
  [/^Too big: expected \w+ to be <=?([\d.-]+)$/, (most) => `不能大于 ${most}`],
  [/^Too small: expected \w+ to be >=?([\d.-]+)$/, (least) => `不能小于 ${least}`],
  [/^Unrecognized keys?: (.+)$/, (keys) => `有未知的字段：${keys}`],
  [/^Invalid (?:ISO datetime|option|input|string|discriminator value)\b.*$/, () => '格式不正确'],
  [/^Invalid key in record$/, () => '属性名称不正确'],
  [/^not an? event$/, () => '不是事件'],
  [/^not an item$/, () => '不是一条记录'],
  [/^not an instant that can be stored$/, () => '不是可以保存的时间'],
  [/^not an e-mail address$/, () => '不是邮箱地址'],
  [/^not a phone number$/, () => '不是手机号码'],
  [/^not a number$/, () => '不是数字'],
  [/^none, though there is an amount$/, () => '有金额却没有币种'],
  [/^neither externalId, email nor phone is there$/, () => '客户编号、邮箱、手机号一项也没有'],
  [/^names such as (.+) are written by the product alone$/, (name) => `${name} 这样的名称只由系统写入`],
  [/^occurredAt lies more than a day ahead of (.+)$/, (now) => `发生时间比 ${now} 晚了一天以上`],
  [/^holds text that cannot be stored, or is nested too deep$/, () => '含有无法保存的文字，或嵌套过深'],
  [/^properties take more than (\d+) bytes$/, (bytes) => `属性超过 ${bytes} 字节`],
  [/^the body has more than (\d+) bytes$/, (bytes) => `内容超过 ${bytes} 字节`],
  [/^the body is not JSON in UTF-8$/, () => '内容不是 UTF-8 的 JSON'],
  [/^there is no customer (.+)$/, (id) => `没有编号为 ${id} 的客户`],
  [
    /^only a user whom the server of the website has signed may say this of a known customer$/,
    () => '只有经网站服务器签名的用户才能这样描述已知客户',
  ],
  [/^the header (\S+) is missing$/, (header) => `缺少请求头 ${header}`],
  [/^the header (\S+) is not (.+)$/, (header, form) => `请求头 ${header} 应为 ${form}`],
  [/^the signature is not of this body with this secret$/, () => '签名与内容和密钥不符'],
  [/^the signature is more than five minutes off$/, () => '签名时间相差超过五分钟'],
];

const chinese = (text: string): string | undefined => {
  for (const [pattern, words] of CHINESE) {
    const found = pattern.exec(text);
    if (found) return words(...found.slice(1));
  }
  return sentenceOf('rules', text, 'zh-CN')?.replace(/。$/, '');
};

/**
 * Why an event was refused, for a reader of a language. It is kept as its sender was told, in English: what is wrong, or the path of a field and what is wrong there. A path stays as it is: it is what the sender wrote.
 */
export const refusalIn = (message: string, locale: Locale): string => {
  if (locale === 'en') return message;
  const whole = chinese(message);
  if (whole !== undefined) return whole;
  const [, path = '', wrong = ''] = /^([\w.-]+): (.+)$/s.exec(message) ?? [];
  const words = wrong === '' ? undefined : chinese(wrong);
  return words === undefined ? message : `${path}：${words}`;
};

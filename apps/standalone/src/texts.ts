import type { StartFault } from './start-error.js';

type Values = Readonly<Record<string, string | number>>;

const en = {
  folder_unwritable: 'Wayfare cannot write in {folder} ({code}). Give its owner the right to, or set WAYFARE_DATA to another folder.',
  folder_not_folder: '{folder} is not a folder. Set WAYFARE_DATA to a folder, or move what is there out of the way.',
  disk_full:
    'The disk of {folder} has {free} MB left; Wayfare needs {needed} MB. Make room, or set WAYFARE_DATA to a folder on another disk.',
  port_taken:
    'Port {port} is taken by another program. Start with another one (PORT=3001 npm start) or with any free one (PORT=0 npm start).',
  port_refused: 'This user may not listen on port {port}. Start with a port above 1023, or with any free one (PORT=0 npm start).',
  bad_port: 'PORT={port} is no port: a number from 0 (any free one) to 65535 is.',
  closed_port:
    'Browsers open nothing on port {port}. Start with another one (PORT=3001 npm start) or with any free one (PORT=0 npm start).',
  already_running: 'Wayfare is running in {folder} already (process {pid}). Open it, stop it, or set WAYFARE_DATA to another folder.',
  child_failed: 'The {name} did not start. Its log is {file}; it ends with:\n{tail}',
  no_redis:
    'There is no redis-server or valkey-server on the PATH. Install one (Debian: apt-get install redis-server), set REDIS_URL, or start without --redis.',
  bad_option: '{message}. Known: npm start -- --demo (load example data), -- --redis (run the queues on Redis).',
  starting: 'Starting …',
  ready: 'Wayfare is ready',
  address: 'Address',
  email: 'E-mail',
  password: 'Password',
  mailbox: 'Sent mail',
  first_start: 'ready in {seconds} s; the first start makes a database, later ones take a few seconds',
  later_start: 'ready in {seconds} s',
  virtual_clock: 'The clock stands still until it is moved (WAYFARE_CLOCK=virtual).',
  how_to_stop: 'Ctrl-C stops it.',
  stopping: 'Stopping …',
  stopped: 'Stopped.',
  restarted: 'The {name} ended unexpectedly ({how}); it is started again. Its log: {file}',
  gave_up: 'The {name} keeps ending ({how}). Stopping. Its log: {file}',
  database_back: 'The database ended unexpectedly; it is started again.',
} satisfies Record<string, string> & Record<StartFault, string>;

const zh: Record<keyof typeof en, string> = {
  folder_unwritable: '无法写入 {folder}（{code}）。请给予写权限，或用 WAYFARE_DATA 指定另一个文件夹。',
  folder_not_folder: '{folder} 不是文件夹。请用 WAYFARE_DATA 指定一个文件夹，或把它移走。',
  disk_full: '{folder} 所在磁盘只剩 {free} MB，Wayfare 需要 {needed} MB。请腾出空间，或用 WAYFARE_DATA 指定另一块磁盘上的文件夹。',
  port_taken: '端口 {port} 已被其他程序占用。请换一个端口（PORT=3001 npm start），或使用任意空闲端口（PORT=0 npm start）。',
  port_refused: '当前用户无权监听端口 {port}。请使用大于 1023 的端口，或任意空闲端口（PORT=0 npm start）。',
  bad_port: 'PORT={port} 不是端口号：应为 0（任意空闲端口）到 65535 之间的整数。',
  closed_port: '浏览器不会打开端口 {port}。请换一个端口（PORT=3001 npm start），或使用任意空闲端口（PORT=0 npm start）。',
  already_running: 'Wayfare 已在 {folder} 中运行（进程 {pid}）。请直接打开、先停止它，或用 WAYFARE_DATA 指定另一个文件夹。',
  child_failed: '{name} 没有启动。日志在 {file}，结尾如下：\n{tail}',
  no_redis: 'PATH 中没有 redis-server 或 valkey-server。请先安装（Debian：apt-get install redis-server）、设置 REDIS_URL，或去掉 --redis。',
  bad_option: '{message}。可用：npm start -- --demo（载入示例数据）、-- --redis（队列使用 Redis）。',
  starting: '正在启动……',
  ready: 'Wayfare 已就绪',
  address: '地址',
  email: '邮箱',
  password: '密码',
  mailbox: '已发邮件',
  first_start: '用时 {seconds} 秒；首次启动会创建数据库，之后只需几秒',
  later_start: '用时 {seconds} 秒',
  virtual_clock: '时钟静止，直到被拨动（WAYFARE_CLOCK=virtual）。',
  how_to_stop: '按 Ctrl-C 停止。',
  stopping: '正在停止……',
  stopped: '已停止。',
  restarted: '{name} 意外退出（{how}），正在重新启动。日志：{file}',
  gave_up: '{name} 反复退出（{how}），停止运行。日志：{file}',
  database_back: '数据库意外退出，正在重新启动。',
};

/** The dictionaries of what the terminal shows, for the test that compares them. */
export const TEXTS = { en, zh };

export type TextKey = keyof typeof en;
export type Say = (key: TextKey, values?: Values) => string;

/** Chinese where the terminal's own language is Chinese, English everywhere else. */
export const textsFor = (env: NodeJS.ProcessEnv): Say => {
  const language = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const texts = language.toLowerCase().startsWith('zh') ? zh : en;
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};

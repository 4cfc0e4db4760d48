import { isMachineClick, isMachineOpen } from './machine.js';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const OUTLOOK = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4266; Pro)';
const WECHAT = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49';
const CUBOT = 'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36';
const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const YAHOO = 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html';
const APPLE = 'Mozilla/5.0';

describe('a loaded pixel', () => {
  it.each([CHROME, OUTLOOK, WECHAT, CUBOT, GMAIL, YAHOO])('is a person: %s', (agent) => {
    expect(isMachineOpen(agent, 3600)).toBe(false);
  });
  it.each([
    APPLE,
    '',
    ' ',
    'Googlebot/2.1',
    'bingbot/2.0',
    'BarracudaCentral',
    'curl/8.5.0',
    'python-requests/2.31',
    'node',
    'HeadlessChrome/120',
    'Mozilla/5.0 (compatible; Proofpoint)',
  ])('is a machine: %j', (agent) => {
    expect(isMachineOpen(agent, 3600)).toBe(true);
  });
  it('is a machine where nobody can have opened the mail yet', () => {
    expect(isMachineOpen(CHROME, 0.4)).toBe(true);
    expect(isMachineOpen(GMAIL, 0.4)).toBe(true);
    expect(isMachineOpen(CHROME, 5)).toBe(false);
  });
  it('is a person where the clock says nothing', () => {
    expect(isMachineOpen(CHROME, 0)).toBe(false);
    expect(isMachineOpen(CHROME, null)).toBe(false);
  });
});

describe('a followed link', () => {
  it.each([CHROME, OUTLOOK, WECHAT, APPLE])('is a person: %s', (agent) => {
    expect(isMachineClick(agent, 'GET')).toBe(false);
  });
  it.each(['', 'Googlebot/2.1', 'node', 'Mozilla/5.0 (compatible; Mimecast)'])('is a machine: %j', (agent) => {
    expect(isMachineClick(agent, 'GET')).toBe(true);
  });
  it('is a machine where only the head is asked for', () => {
    expect(isMachineClick(CHROME, 'HEAD')).toBe(true);
  });
});

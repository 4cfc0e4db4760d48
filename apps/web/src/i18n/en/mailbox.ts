/** The standalone app's own mail sink. */
export const mailbox = {
  title: 'Mailbox',
  search: 'Search by address',
  total_one: '{{count, number}} mail',
  total_other: '{{count, number}} mails',
  emptyTitle: 'No mail yet',
  emptyBody: 'What journeys send by the local connector arrives here. Launch a journey, or send a test from a template.',
  nothingFound: 'No mail to “{{to}}”.',
  pick: 'Pick a mail to read it.',
  from: 'From',
  to: 'To',
  view: 'How to show it',
  views: { html: 'Mail', text: 'Text', headers: 'Headers' },
  frame: 'The mail “{{subject}}”',
  noSubject: 'no subject',
  more: 'Earlier mails',
};

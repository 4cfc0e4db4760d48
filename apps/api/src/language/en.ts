import type { Dictionary } from './index.js';

/** English is the language that errors, fields and rules are written in where they are raised; only what the api itself shows stands here. */
export const EN: Dictionary = {
  titles: {
    '400': 'The request does not hold',
    '401': 'Sign in first',
    '403': 'Not allowed',
    '404': 'Not found',
    '405': 'Not possible here',
    '409': 'In the way of something else',
    '410': 'No longer there',
    '413': 'Too large',
    '415': 'Unknown kind of content',
    '422': 'Cannot be done',
    '429': 'Too many requests',
    '500': 'Something went wrong on our side',
    '503': 'Not ready',
  },
  errors: {},
  fields: {},
  rules: {},
  things: {},
  pages: {
    unsubscribe_title: 'Unsubscribe',
    unsubscribe_question: 'Do you no longer want to receive messages at {address}?',
    unsubscribe_button: 'Unsubscribe',
    unsubscribed_title: 'You are unsubscribed',
    unsubscribed_text: '{address} will get no more messages of this kind.',
    unsubscribe_bad_title: 'This link does not work',
    unsubscribe_bad_text: 'It is not one of ours, or was changed on its way. Use the link at the end of the message once more.',
  },
};

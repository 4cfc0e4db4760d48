/** Attributes: whom they come from, what others say, and the catalogue of them. */
export const attributes = {
  from: {
    page: 'entered by hand',
    api: 'the interface',
    browser: 'the website',
    import: 'a file',
    feed: 'a data source',
    journey: 'a journey',
    computed: 'worked out by Wayfare',
    earlier: 'not written down',
  },
  by: {
    import: 'file {{name}}',
    feed: 'data source {{name}}',
    journey: 'journey {{name}}',
  },
  card: {
    origin: '{{source}}, {{when}}',
    ofPart: 'said of somebody who has become part of this customer',
    also: 'Also known: {{value}}',
    removed: 'None',
    withdraw: 'Take back {{name}}: {{value}}',
    withdrawTitle: 'Take back “{{value}}”?',
    withdrawAffects: '{{name}} is no longer {{value}} as far as {{source}} is concerned. {{next}}',
    next: 'From then on it is {{value}}, as {{source}} says.',
    gone: 'Nobody else says anything of it: it is then unknown.',
    stays: 'What holds stays as it is.',
    withdrawAction: 'Take it back',
    withdrawn: '{{name}} is taken back.',
  },
};

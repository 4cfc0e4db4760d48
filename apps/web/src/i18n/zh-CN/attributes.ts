/** Attributes: whom they come from, what others say, and the catalogue of them. */
export const attributes = {
  from: {
    page: '手工录入',
    api: '接口',
    browser: '网站',
    import: '文件',
    feed: '数据源',
    journey: '旅程',
    computed: 'Wayfare 计算得出',
    earlier: '来源未记录',
  },
  by: {
    import: '文件 {{name}}',
    feed: '数据源 {{name}}',
    journey: '旅程 {{name}}',
  },
  card: {
    origin: '{{source}}，{{when}}',
    ofPart: '来自已并入该客户的另一份资料',
    also: '另有：{{value}}',
    removed: '无',
    withdraw: '撤回 {{name}}：{{value}}',
    withdrawTitle: '撤回“{{value}}”？',
    withdrawAffects: '不再采用{{source}}给出的 {{name}}：{{value}}。{{next}}',
    next: '此后采用{{source}}给出的“{{value}}”。',
    gone: '没有其他来源提供该属性，撤回后将变为未知。',
    stays: '当前采用的值不变。',
    withdrawAction: '撤回',
    withdrawn: '已撤回 {{name}}。',
  },
};

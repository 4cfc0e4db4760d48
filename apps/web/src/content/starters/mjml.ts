/** Text of a person between the quotes of an attribute or inside an element. */
const safe = (text: string): string => text.replace(/&(?!\w+;)/g, '&amp;').replace(/</g, '&lt;');

const indented = (lines: readonly string[], by: number): string => lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');

export const heading = (text: string): string[] => [
  `<mj-text font-size="26px" line-height="1.3" font-weight="600">${safe(text)}</mj-text>`,
];
export const paragraph = (text: string): string[] => [`<mj-text>${safe(text)}</mj-text>`];
export const button = (text: string, href = 'https://example.com'): string[] => [`<mj-button href="${href}">${safe(text)}</mj-button>`];
/** A grey place for a picture: one pixel, drawn large, so that nothing is fetched from anywhere. */
const NO_PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mN4+uAaAAVJApy4/Qt8AAAAAElFTkSuQmCC';
export const image = (alt: string): string[] => [`<mj-image src="${NO_PICTURE}" height="180px" alt="${safe(alt)}" />`];
export const divider = (): string[] => ['<mj-divider border-width="1px" border-color="#e5e0d6" />'];
export const spacer = (): string[] => ['<mj-spacer height="24px" />'];
export const offer = (text: string): string[] => [
  `<mj-text align="center" font-size="30px" font-weight="700" color="#c8402b" padding="20px 0">${safe(text)}</mj-text>`,
];

export const column = (children: readonly string[]): string[] => ['<mj-column>', ...children.map((line) => `  ${line}`), '</mj-column>'];
export const section = (columns: readonly string[]): string[] => [
  '<mj-section background-color="#ffffff">',
  ...columns.map((line) => `  ${line}`),
  '</mj-section>',
];

/** A whole mail around its sections: paper, one accent, the reason for it and the way out at the end. */
export const mail = (sections: readonly string[], foot: { readonly reason: string; readonly unsubscribe: string }): string => `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif" />
      <mj-text font-size="15px" line-height="1.7" color="#1d2129" />
      <mj-button background-color="#c8402b" color="#ffffff" border-radius="6px" font-size="15px" inner-padding="12px 26px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#faf8f4">
${indented(sections, 4)}
    <mj-section>
      <mj-column>
        <mj-text align="center" font-size="12px" color="#8a8f99">
          ${safe(foot.reason)} <a href="{{ unsubscribe_url }}" style="color:#8a8f99">${safe(foot.unsubscribe)}</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

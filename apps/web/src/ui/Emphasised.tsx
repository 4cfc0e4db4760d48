/** A sentence of the dictionaries with `<em>` around what the eye should find first. */
export const Emphasised = ({ text }: { text: string }) =>
  text.split(/<em>(.*?)<\/em>/g).map((part, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places
    return at % 2 === 1 ? <em key={at}>{part}</em> : <span key={at}>{part}</span>;
  });

/** The e-mail addresses in a text, however they were pasted: `Ana <ana@example.org>, ben@example.org; …`. */
export function readAddresses(text: string): string[] {
  const found = text.match(/[^\s<>,;"()]+@[^\s<>,;"()]+/g) ?? [];
  return [...new Set(found.map(address => address.toLowerCase()))];
}

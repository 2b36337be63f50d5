/// <reference types="vite/client" />

declare module "virtual:catalog/*" {
  const messages: Record<string, string>;
  export default messages;
}

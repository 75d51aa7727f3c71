// Reads a diagram from the standard input as Mermaid does, and says what kind it is. Nothing is drawn, so no browser is
// needed: what would clean texts for one lets them pass.
import { readFileSync } from "node:fs";
import DOMPurify from "dompurify";

DOMPurify.addHook = () => {};
DOMPurify.sanitize = (text) => text;
const { default: mermaid } = await import("mermaid");
const read = await mermaid.parse(readFileSync(0, "utf8"));
console.log(read.diagramType);

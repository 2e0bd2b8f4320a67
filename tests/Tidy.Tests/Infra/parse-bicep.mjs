// Reads lines of JSON strings, each a Bicep text, and answers each with a line of JSON: its syntax tree.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(process.env.NODE_PACKAGES + '/');
const Parser = require('tree-sitter');
const parser = new Parser();
parser.setLanguage(require('tree-sitter-bicep'));

function plain(node, field) {
  const children = [];
  for (let i = 0; i < node.childCount; i++) {
    const child = node.child(i);
    if (child.isNamed || child.isMissing) children.push(plain(child, node.fieldNameForChild?.(i) ?? null));
  }
  return {
    type: node.isMissing ? 'MISSING' : node.type,
    text: node.text,
    line: node.startPosition.row + 1,
    field,
    children,
  };
}

createInterface({ input: process.stdin }).on('line', line => {
  const text = JSON.parse(line);
  // The native parser takes at most 32 KiB at once as a string; a function feeds it any length.
  const tree = parser.parse(at => text.slice(at, at + 16384) || null);
  process.stdout.write(JSON.stringify({ broken: tree.rootNode.hasError, root: plain(tree.rootNode, null) }) + '\n');
});

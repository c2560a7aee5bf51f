#!/usr/bin/env node
// Plain JavaScript, so that a Node that cannot load the rest can still say what is wrong.
import '../local/check-node.mjs';

await import('./main.js');

// Plain JavaScript, so that a Node that cannot read TypeScript can still say what is wrong:
// `node --import ./local/check-node.mjs local/main.ts`.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(
    `Errand needs Node 24 or later, and this is ${process.version}: start it with 'npm start', which brings its own, or install Node 24\n`,
  );
  process.exit(1);
}

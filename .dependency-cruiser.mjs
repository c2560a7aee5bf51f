const runtime = '^functions/(api|worker|dead-letter|scheduler)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea in two places.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-pure',
      comment: 'The protocol has to run in a simulation: no AWS, no clock, no environment.',
      severity: 'error',
      from: { path: '^functions/core/' },
      to: {
        pathNot: '^functions/core/',
        dependencyTypesNot: ['core', 'type-only'],
      },
    },
    {
      name: 'core-uses-only-crypto',
      comment: 'Files, processes and the network are behind the ports.',
      severity: 'error',
      from: { path: '^functions/core/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'jobs-know-only-core',
      comment: 'A job type must run in every target.',
      severity: 'error',
      from: { path: '^functions/jobs/' },
      to: { path: '^functions/(?!core|jobs)' },
    },
    {
      name: 'system-jobs-know-only-core',
      comment: "Errand's own job types run in every target; they get the program's as a registry.",
      severity: 'error',
      from: { path: '^functions/system-jobs/' },
      to: { path: '^functions/(?!core|system-jobs)' },
    },
    {
      name: 'functions-are-islands',
      comment: 'Each is deployed alone; what two share is in core or lambda.',
      severity: 'error',
      from: { path: runtime },
      to: { path: runtime, pathNot: '^functions/$1/' },
    },
    {
      name: 'only-handlers-touch-aws',
      comment: 'The local server runs the same functions without AWS.',
      severity: 'error',
      from: { path: runtime, pathNot: '/(enqueuing-)?handler\\.ts$' },
      to: { path: '^functions/aws/|@aws-sdk|@aws-lambda-powertools' },
    },
    {
      name: 'one-folder-knows-the-sdk',
      comment: 'So that the size of each bundle can be bounded, and the ports stay the only way.',
      severity: 'error',
      from: { pathNot: '^(functions/aws|test|bench|scripts)/' },
      to: { path: '@aws-sdk|@aws-lambda-powertools' },
    },
    {
      name: 'cdk-stays-in-infra',
      comment: 'It is tens of megabytes.',
      severity: 'error',
      from: { pathNot: '^(infra|test/infra|test/conformance/stack)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)' },
    },
    {
      name: 'functions-know-no-target',
      comment: 'Local and AWS use the functions, never the other way round.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(local|infra)/' },
    },
    {
      name: 'dashboard-knows-only-http',
      comment: 'It runs in a browser: what it shares with the functions is types.',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: {
        pathNot: '^(dashboard|node_modules/preact)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'client-depends-on-nothing',
      comment: 'It runs in browsers and workers: what it knows of job types is types.',
      severity: 'error',
      from: { path: '^client/' },
      to: { pathNot: '^client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-the-dashboard',
      comment: 'It is bundled by itself, as files that the API serves.',
      severity: 'error',
      from: { pathNot: '^(dashboard|test)/' },
      to: { path: '^dashboard/' },
    },
    {
      name: 'doubles-are-for-tests',
      comment:
        'What runs jobs for real has no store in memory, and does not go through its own package.',
      severity: 'error',
      from: { pathNot: '^(testing|exports|test|bench)/' },
      to: { path: '^(testing|exports)/' },
    },
    {
      name: 'examples-are-like-programs-of-users',
      comment:
        'Whoever copies one has the package and job types, and nothing else of this repository.',
      severity: 'error',
      from: { path: '^examples/' },
      to: { pathNot: '^(examples|errand)/', dependencyTypesNot: ['core', 'type-only'] },
    },
    {
      name: 'nothing-imports-tests',
      comment:
        'What ships must not depend on what does not. The one script only starts what is in test/conformance.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/|^scripts/conformance\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${import.meta.dirname}/tsconfig.json` },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};

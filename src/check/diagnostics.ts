import { diagnostic } from '../../grammar/index.js';

/** What cannot be meant. In the order of the codes; a code is never reused. */
export const checkDiagnostics = {
  unknownDeclaration: diagnostic<{ word: string; near: string | undefined; kinds: string }>('KD2001', {
    severity: 'error',
    title: 'nothing of this kind can be declared',
    text: c => `nothing called \`${c.word}\` can be declared`,
    help: c => (c.near ? `did you mean \`${c.near}\`?` : `a declaration begins with one of ${c.kinds}`),
    page: 'A file declares data sets, teachers, ensembles, students, concepts, strategies and experiments: `teacher wide { net mlp(512) }`. Anything else at the top level is `use` or `let`.',
  }),
  declaredTwice: diagnostic<{ name: string }>('KD2002', {
    severity: 'error',
    title: 'a name is declared twice',
    text: c => `\`${c.name}\` is declared twice`,
    help: 'all names of a file and of the files it uses share one space; rename one of them',
    page: 'A name means one thing. Everything at the top level of a file and of the files it uses shares one space, whatever its kind: a teacher and a student cannot both be called `small`.',
  }),
  hidesEntry: diagnostic<{ name: string; kind: string }>('KD2004', {
    severity: 'warning',
    title: 'a declaration hides an entry of the catalogue',
    text: c => `\`${c.name}\` hides the ${c.kind} of that name`,
    help: 'rename it, so that a reader knows which is meant',
    page: 'A declared name goes before an entry of the catalogue: after `strategy kd { … }` the word `kd` means the declaration. That works, but a reader may take it for the entry.',
  }),
  unreadableFile: diagnostic<{ path: string; problem: string; isUsed: boolean }>('KD2010', {
    severity: 'error',
    title: 'a file cannot be read',
    text: c => `cannot read \`${c.path}\`: ${c.problem}`,
    help: c => (c.isUsed ? 'paths are relative to the file they are written in' : undefined),
    page: '`use "shared/concepts.kd"` reads another file, relative to the one it is written in. The file must exist and be readable.',
  }),
  useCircle: diagnostic<{ path: string }>('KD2011', {
    severity: 'error',
    title: 'files use each other in a circle',
    text: c => `\`${c.path}\` uses this file again, directly or through others`,
    help: 'move what both need into a third file',
    page: 'A file that uses another may not be used by it, directly or through others. Put what both need into a third file that both use.',
  }),
  outside: diagnostic<{ path: string; root: string }>('KD2012', {
    severity: 'error',
    title: 'a path leads outside',
    text: c => `\`${c.path}\` leads outside \`${c.root}\``,
    help: 'allow it with `--allow-path DIR`, or move the file inside',
    page: 'A `.kd` file may only read below the folder of the file named on the command line, so that an experiment from somebody else cannot look elsewhere. `..`, links and absolute paths that lead out are refused unless `--allow-path DIR` allows the folder.',
  }),
  unknownBase: diagnostic<{ name: string; kind: string; near: string | undefined }>('KD2020', {
    severity: 'error',
    title: 'nothing of that name to extend',
    text: c => `no ${c.kind} is named \`${c.name}\``,
    help: c => (c.near ? `did you mean \`${c.near}\`?` : undefined),
    page: '`experiment longer extends weighting { … }` takes all settings of a declaration of the same kind, in this file or in one it uses.',
  }),
  wrongBase: diagnostic<{ name: string; is: string; kind: string }>('KD2021', {
    severity: 'error',
    title: 'extending something of another kind',
    text: c => `\`${c.name}\` is a ${c.is}, and only a ${c.kind} can be extended here`,
    page: 'A declaration can extend only one of its own kind: a teacher extends a teacher.',
  }),
  extendsCircle: diagnostic<{ name: string }>('KD2022', {
    severity: 'error',
    title: 'declarations extend each other in a circle',
    text: c => `\`${c.name}\` extends itself, directly or through others`,
    page: 'Following `extends` must come to an end: somewhere there has to be a declaration that extends nothing.',
  }),
  constantCircle: diagnostic<{ name: string }>('KD2023', {
    severity: 'error',
    title: 'a constant that means itself',
    text: c => `the constant \`${c.name}\` means itself, directly or through others`,
    page: '`let a = b` and `let b = a` say nothing. A constant must come down to a value.',
  }),
  holdsItself: diagnostic<{ kind: string; name: string }>('KD2024', {
    severity: 'error',
    title: 'something that holds itself',
    text: c => `${c.kind} \`${c.name}\` holds itself, directly or through others`,
    page: 'The `members` of an ensemble may be ensembles, and the `external` sets of a data set are data sets; following them must come to an end.',
  }),
  unknownSetting: diagnostic<{
    name: string;
    block: string;
    near: string | undefined;
    home: string | undefined;
    known: string;
  }>('KD2101', {
    severity: 'error',
    title: 'no such setting here',
    text: c => `${c.block} has no setting \`${c.name}\``,
    help: c => c.home ?? (c.near ? `did you mean \`${c.near}\`?` : c.known),
    page: 'Each block and each entry of the catalogue has a fixed set of settings; `kd explain train` lists those of `train`. A setting that stands in the wrong block is told its home.',
  }),
  givenTwice: diagnostic<{ name: string }>('KD2102', {
    severity: 'error',
    title: 'a setting is given twice',
    text: c => `\`${c.name}\` is given twice`,
    help: 'keep one of them; to try both, write `each [ … ]`',
    page: 'A setting or parameter is given once in a block, `exclude` excepted. To compare two values, write an axis: `temperature each [2, 4]`.',
  }),
  missingSetting: diagnostic<{ name: string; of: string; example: string | undefined }>('KD2103', {
    severity: 'error',
    title: 'a setting is missing',
    text: c => `${c.of} needs \`${c.name}\``,
    help: c => (c.example ? `for example \`${c.example}\`` : undefined),
    page: 'Some settings have no default: an experiment needs a `dataset`, a `student` and a `strategy`; a trained teacher needs a `net`. Only what is used must be complete.',
  }),
  missingValue: diagnostic<{ name: string }>('KD2104', {
    severity: 'error',
    title: 'a setting without a value',
    text: c => `\`${c.name}\` has no value`,
    page: 'A setting is a name and a value on the same line: `epochs 12`. Where another setting of the same block stands in the place of the value, the value was forgotten.',
  }),
  together: diagnostic<{ one: string; other: string; of: string }>('KD2105', {
    severity: 'error',
    title: 'settings that exclude each other',
    text: c => `${c.of} cannot have both \`${c.one}\` and \`${c.other}\``,
    page: 'Some settings say the same thing in two ways: `epochs` or `steps`; `teacher` or `teachers`; a teacher is trained (`net`), loaded (`load`) or taken from another experiment (`from`).',
  }),
  tooManyArguments: diagnostic<{ name: string; most: number; takes: string }>('KD2106', {
    severity: 'error',
    title: 'more arguments than it takes',
    text: c =>
      c.most === 0 ? `\`${c.name}\` takes no arguments by position` : `\`${c.name}\` takes ${c.most} by position`,
    help: c => c.takes,
    page: 'Arguments by position stand for the first parameters of an entry, in order; the others are given by name: `sgd(0.05, momentum: 0.9)`. `kd explain sgd` lists them.',
  }),
  noArguments: diagnostic<{ name: string; is: string }>('KD2108', {
    severity: 'error',
    title: 'something that takes no arguments or no block',
    text: c => `\`${c.name}\` is ${c.is}`,
    help: 'a constant stands for its value as it is; a declared thing may be followed by a block that is laid over it',
    page: 'Arguments go to entries of the catalogue: `mlp(64)`. A declared thing takes only a block, `fashion { train 5000 }`, and a constant takes neither.',
  }),
  unknownName: diagnostic<{
    name: string;
    wanted: string;
    is: string | undefined;
    near: string | undefined;
    known: string;
  }>('KD2201', {
    severity: 'error',
    title: 'nothing of that name',
    text: c =>
      c.is ? `\`${c.name}\` is ${c.is}, not ${c.wanted}` : `no ${c.wanted.replace(/^an? /, '')} is named \`${c.name}\``,
    help: c => (c.near ? `did you mean \`${c.near}\`?` : c.known),
    page: 'A name is looked up among the constants, then among the declarations of the wanted kind, then in the catalogue. `kd explain` lists the catalogue.',
  }),
  wrongKind: diagnostic<{ found: string; wanted: string; help: string | undefined }>('KD2202', {
    severity: 'error',
    title: 'a value of another kind is wanted',
    text: c => `${c.wanted} is wanted here, not ${c.found}`,
    help: c => c.help,
    page: 'Every setting takes values of one kind: a number, a name, a list, a text in double quotes. A string is never a name and a name never a string.',
  }),
  outOfRange: diagnostic<{ value: string; range: string; help?: string }>('KD2203', {
    severity: 'error',
    title: 'a number out of range',
    text: c => `${c.value} is out of range: ${c.range}`,
    help: c => c.help,
    page: 'Numbers have ranges: a share lies from 0 to 100 %, a temperature is above 0, a count is whole. `kd explain NAME` shows the range of each parameter.',
  }),
  wrongUnit: diagnostic<{ found: string; wanted: string; help: string }>('KD2204', {
    severity: 'error',
    title: 'a wrong or missing unit',
    text: c => `${c.found} where ${c.wanted} is wanted`,
    help: c => c.help,
    page: 'Times and memory need their unit, directly behind the number: `2h`, `30s`, `4GiB`. `%` is a hundredth where a plain number is wanted, and marks a share where a count or a share may stand: `validation 10%`, `validation 5000`.',
  }),
  wrongLength: diagnostic<{ found: number; wanted: string }>('KD2205', {
    severity: 'error',
    title: 'a list too short or too long',
    text: c => `${c.found} values where ${c.wanted}`,
    page: 'Some lists must hold at least one value, or at most so many.',
  }),
  sweepNotHere: diagnostic<{ setting: string }>('KD2210', {
    severity: 'error',
    title: '`each` where there can be no axis',
    text: c => `\`each\` cannot stand in \`${c.setting}\``,
    help: 'it belongs to the experiment as a whole, not to a point of it',
    page: '`each` makes an axis and may stand wherever a value may, except in `about`, `measure`, `compare`, `exclude`, `expect`, `limits` and `resources`.',
  }),
  sweepOfWhat: diagnostic('KD2211', {
    severity: 'error',
    title: '`each` of something that is no list',
    text: () => '`each` needs a list, a range, or a constant that is one',
    help: 'write `each [2, 4, 8]` or `each 1..5`',
    page: '`temperature each [2, 4, 8]` and `seed each 1..5` run the experiment once for every value.',
  }),
  emptySweep: diagnostic('KD2212', {
    severity: 'error',
    title: 'an axis without alternatives',
    text: () => 'nothing to choose from',
    page: '`each []` and a range whose end lies before its start leave no point to run.',
  }),
  equalAlternatives: diagnostic<{ label: string }>('KD2213', {
    severity: 'error',
    title: 'two alternatives that are the same',
    text: c => `\`${c.label}\` is the same as an alternative before it, defaults filled in`,
    help: 'take one of them out',
    page: 'Two alternatives of one `each` that mean the same after defaults are filled in would give the same trials twice.',
  }),
  equalCases: diagnostic('KD2218', {
    severity: 'error',
    title: 'two cases that are the same',
    text: () => 'this case is the same as one before it, defaults filled in',
    help: 'take one of them out',
    page: 'Two cases that mean the same would give the same trials twice, in one cell.',
  }),
  notInCase: diagnostic<{ name: string }>('KD2219', {
    severity: 'error',
    title: 'a setting that no case can have',
    text: c => `\`${c.name}\` cannot stand in a case`,
    help: 'it belongs to the experiment as a whole: write it beside `cases`',
    page: '`about`, `compare`, `stop-early` and `cases` speak of all points together. Everything else may differ from case to case.',
  }),
  rangeAlone: diagnostic<{ range: string }>('KD2214', {
    severity: 'error',
    title: 'a range without `each`',
    text: c => `the range \`${c.range}\` where one value is wanted`,
    help: c => `to run each of them, write \`each ${c.range}\``,
    page: 'A range is a list of numbers. In a list it stands for its numbers; anywhere else it needs `each`: `seed each 1..5`.',
  }),
  badRange: diagnostic<{ bound: string }>('KD2215', {
    severity: 'error',
    title: 'a range of something else than whole numbers',
    text: c => `a range goes from one whole number to another, not ${c.bound}`,
    page: '`1..5` means 1, 2, 3, 4, 5: whole numbers, both ends included, in steps of one.',
  }),
  tooManyPoints: diagnostic<{ most: number }>('KD2216', {
    severity: 'error',
    title: 'more points than kd can plan',
    text: c => `more than ${c.most.toLocaleString('en')} points`,
    help: 'take an axis away, or name the points that matter with `cases`',
    page: 'An experiment is run at every point of the product of its axes. A million points is the limit; it is nearly always a sign of an axis that was not meant.',
  }),
  tooMuch: diagnostic('KD2217', {
    severity: 'error',
    title: 'more values than kd can follow',
    text: () => 'following the constants of this file does not come to an end in reasonable time',
    help: 'constants that repeat each other multiply: write the values out',
    page: 'A constant that names another twice, which names a third twice, and so on, stands for a number of values that doubles at each step. kd follows a million values in a file and no more.',
  }),
  excludesNothing: diagnostic('KD2301', {
    severity: 'warning',
    title: 'an exclude that matches nothing',
    text: () => 'no point matches this',
    help: 'an exclude takes away the points that match everything it mentions',
    page: '`exclude { strategy kd { temperature 8 }  seed 5 }` takes away the points that match everything it mentions, defaults filled in. One that matches no point is probably not what was meant.',
  }),
  excludesAll: diagnostic('KD2302', {
    severity: 'error',
    title: 'nothing is left to run',
    text: () => 'the excludes leave no point',
    page: 'All points of the experiment are excluded.',
  }),
  baselineExcluded: diagnostic<{ baseline: string; at: string }>('KD2303', {
    severity: 'error',
    title: 'the baseline is excluded',
    text: c => `the baseline \`${c.baseline}\` is excluded${c.at ? ` at ${c.at}` : ''}`,
    help: 'without it there is nothing to compare with',
    page: '`compare { against none }` needs the baseline at every point of the other axes. It is added where it is missing, but not where `exclude` took it away.',
  }),
  baselineAmbiguous: diagnostic<{ baseline: string; count: number }>('KD2304', {
    severity: 'error',
    title: 'more than one baseline',
    text: c => `${c.count} cells match the baseline \`${c.baseline}\``,
    page: 'At every point of the other axes the baseline must be one cell. Say which is meant by its settings: `compare { against kd { temperature 4 } }`.',
  }),
  strategyNeeds: diagnostic<{ strategy: string; needs: string; help: string }>('KD2401', {
    severity: 'error',
    title: 'a strategy lacks what it needs',
    text: c => `\`${c.strategy}\` needs ${c.needs}`,
    help: c => c.help,
    page: 'A strategy may need teachers, unlabeled examples or concepts. Give the experiment what is missing, or exclude the points that lack it.',
  }),
  metricNeedsTeachers: diagnostic<{ metric: string }>('KD2402', {
    severity: 'error',
    title: 'a metric without teachers to compare with',
    text: c => `\`${c.metric}\` compares with teachers, and there are none`,
    help: 'give the experiment a `teacher`, or leave the metric out',
    page: '`agreement` is the share of examples on which student and teachers agree; it needs teachers.',
  }),
  misfit: diagnostic<{ problem: string }>('KD2403', {
    severity: 'error',
    title: 'something does not fit this experiment',
    text: c => c.problem,
    page: 'Some values make sense only together with others: `fixed` needs one weight for each teacher, `patience` a validation part, `vit` images that its patches cover.',
  }),
  unknownTap: diagnostic<{ tap: string; of: string; near: string | undefined; known: string }>('KD2412', {
    severity: 'error',
    title: 'a layer that a net does not have',
    text: c => `${c.of} has no layer \`${c.tap}\``,
    help: c => (c.near ? `did you mean \`${c.near}\`? ${c.known}` : c.known),
    page: 'Every net shows its stages, `stage-1` to `stage-n` from the image on, `pooled` and `logits`. How many stages there are, and of what size, depends on its settings: `kd exp try` prints them.',
  }),
  affineTap: diagnostic<{ tap: string; of: string; help: string | undefined }>('KD2413', {
    severity: 'warning',
    title: 'concepts looked for where a net is affine',
    text: c =>
      `behind \`${c.tap}\` of ${c.of} the net is affine, so its sensitivity to a concept is the same for every image`,
    help: c => c.help,
    page: 'The derivative of a logit along a concept tells images apart only where something that is not linear follows: behind `pooled`, and behind the last stage of all nets but `vit`, there are means and one dense layer. A score there is 0 or 1 for each vector, and one teacher may take all. Take an earlier stage: `tap stage-2`.',
  }),
  dataDiffers: diagnostic<{ what: string; of: string; from: string; how: string }>('KD2404', {
    severity: 'error',
    title: 'data of other classes or another size',
    text: c => `${c.what} knows \`${c.of}\`, the student \`${c.from}\`: ${c.how}`,
    help: 'outputs are compared class by class: give both the same data',
    page: 'A teacher with a `dataset` of its own must know the same classes as the student, of images of the same size, wherever outputs are compared class by class. So must an `external` test set.',
  }),
  tooMany: diagnostic<{ asked: number; part: string; has: number; dataset: string }>('KD2405', {
    severity: 'error',
    title: 'more examples than there are',
    text: c => `${c.asked} ${c.part} examples asked of ${c.has} in \`${c.dataset}\``,
    page: 'The validation part is taken from the training examples, so `train` and `validation` together cannot be more than the set has.',
  }),
  noExamples: diagnostic<{ part: string }>('KD2408', {
    severity: 'error',
    title: 'a part without an example',
    text: c => `no example is left ${c.part}`,
    page: 'Something has to be learned and something measured: `train 0`, `test 0%` and `validation all` leave nothing.',
  }),
  notOfPredictions: diagnostic<{ metric: string; setting: string }>('KD2409', {
    severity: 'error',
    title: 'a metric that says nothing of the predictions of one net',
    text: c => `\`${c.setting}\` cannot go by \`${c.metric}\``,
    help: 'it goes by what a net predicts, such as `accuracy` or `nll`',
    page: '`select` and `require` judge one net by its predictions on a part of the data. Sizes do not change while it learns, and `agreement` needs teachers to compare with.',
  }),
  selectWithoutValidation: diagnostic('KD2406', {
    severity: 'warning',
    title: 'nothing to select by',
    text: () => '`select` has no effect without a validation part: the last weights are kept',
    help: 'keep examples apart: `dataset NAME { validation 10% }`',
    page: 'With a validation part the weights with the best value of `select` are kept. Without one the last weights are, because test examples choose nothing.',
  }),
  unusableData: diagnostic<{ dataset: string; problem: string }>('KD2407', {
    severity: 'error',
    title: 'a data set whose files cannot be used',
    text: c => `data set \`${c.dataset}\`: ${c.problem}`,
    help: c => `\`kd explain ${c.dataset}\` says which files it wants`,
    page: 'Of data of your own only their files can tell how many examples and which classes there are, so they are looked at before anything is planned: headers, lists of files, columns of labels. What is missing or damaged is said here.',
  }),
  originCircle: diagnostic<{ name: string }>('KD2410', {
    severity: 'error',
    title: 'experiments learn from each other in a circle',
    text: c => `experiment \`${c.name}\` needs its own result, directly or through others`,
    page: '`from experiment(first)` and `start experiment(first)` take the student of another experiment; following them must come to an end.',
  }),
  originCells: diagnostic<{ name: string; count: number; left: string }>('KD2411', {
    severity: 'error',
    title: 'not exactly one cell of another experiment',
    text: c =>
      c.count === 0
        ? `no cell of \`${c.name}\` matches`
        : `${c.count} cells of \`${c.name}\` match, and only one can be meant`,
    help: c => (c.left ? `narrow it down by ${c.left}` : undefined),
    page: '`from experiment(first, strategy: kd)` means the student of one cell of `first`, at the seed of each trial. Arguments narrow the cells down, matching as in `exclude`.',
  }),
  noExperiment: diagnostic('KD2501', {
    severity: 'warning',
    title: 'a file without an experiment',
    text: () => 'this file declares no experiment, so there is nothing to run',
    page: 'Only experiments of the files named on the command line are run. A file that only declares things is there to be used by others.',
  }),
  unusedConcept: diagnostic<{ name: string }>('KD2502', {
    severity: 'warning',
    title: 'a concept that nothing uses',
    text: c => `no strategy uses the concept \`${c.name}\``,
    page: 'A concept has an effect only where a strategy names it in `concepts`.',
  }),
  notOffered: diagnostic<{ what: string; help: string | undefined }>('KD2503', {
    severity: 'error',
    title: 'something this version of kd cannot do yet',
    text: c => `${c.what} is not possible in this version of kd`,
    help: c => c.help,
    page: 'The language allows it, but this version of kd cannot do it yet. It says so before anything runs, so that nothing is run in vain.',
  }),
  hiddenCharacter: diagnostic<{ code: string }>('KD2504', {
    severity: 'warning',
    title: 'a character that nobody sees',
    text: c => `a hidden character (${c.code}): the text may read otherwise than it is`,
    help: 'take it out, also where it is only in a comment',
    page: 'Some characters take no place or turn the direction of writing round, so that a line reads otherwise than it is: a setting may look like a comment. No `.kd` file needs them; names and texts of every language can be written without.',
  }),
} as const;

import fc from 'fast-check';

/*
 * The same examples on every machine: a property that fails fails for everybody. `FC_SEED=random npm test` looks elsewhere; a
 * counterexample found there becomes an example of its own.
 */
if (process.env.FC_SEED !== 'random') fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_118) });

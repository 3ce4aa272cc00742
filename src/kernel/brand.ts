declare const brand: unique symbol;

/**
 * A primitive that carries its meaning in its type: a `Day` cannot be passed where an account id is wanted.
 * The brand exists for the compiler only; at run time the value is the bare primitive.
 */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };

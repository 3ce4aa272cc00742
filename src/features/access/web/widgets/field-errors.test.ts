import { expect, test } from 'vitest';
import { fieldErrors, waitSeconds } from './field-errors.ts';

test('an issue goes to its field, also when it speaks of one element of a list', () => {
  const issues = [
    { path: 'functions.0', message: 'is not a function' },
    { path: '/email', message: 'is not an address' },
    { path: 'email', message: 'second' },
  ];
  expect(fieldErrors({ code: 'invalid-input', issues }, ['email', 'functions'])).toEqual({
    at: { functions: 'is not a function', email: 'is not an address' },
    whole: false,
  });
});

test('an issue about no field of the form is shown for the whole form', () => {
  const issues = [{ path: 'locale', message: 'unknown' }];
  expect(fieldErrors({ code: 'invalid-input', issues }, ['email'])).toEqual({ at: {}, whole: true });
});

test('a code without issues goes to the field it speaks about, else to the form', () => {
  expect(fieldErrors({ code: 'key-taken', issues: [] }, ['name', 'key'], { 'key-taken': 'key' })).toEqual({
    at: { key: '' },
    whole: false,
  });
  expect(fieldErrors({ code: 'internal', issues: [] }, ['name'], { 'key-taken': 'name' })).toEqual({ at: {}, whole: true });
  expect(fieldErrors(null, ['name'])).toEqual({ at: {}, whole: false });
});

test('the wait is read from what the server says', () => {
  expect(waitSeconds({ code: 'too-many-requests', detail: 'Too many tries; wait 42 seconds.' })).toBe(42);
  expect(waitSeconds({ code: 'too-many-requests', detail: 'Too many calls in a short time.' })).toBe(60);
  expect(waitSeconds({ code: 'wrong-credentials', detail: 'wait 42 seconds' })).toBeNull();
});

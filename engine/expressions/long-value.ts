import type { ExpressionNode } from './parser.ts';

/** A whole number that JUEL would hand to a method as a Long. */
export class LongValue {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

const ARITHMETIC: readonly string[] = ['+', '-', '*', '%'];

/** JUEL reads whole numbers as Long and computes with nothing smaller. */
export function isLongNode(node: ExpressionNode): boolean {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'number';
    case 'binary':
      return ARITHMETIC.includes(node.operator);
    case 'unary':
      return node.operator === '-';
    case 'conditional':
      return isLongNode(node.then) && isLongNode(node.otherwise);
    default:
      return false;
  }
}

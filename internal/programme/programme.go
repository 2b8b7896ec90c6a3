// Package programme is the vocabulary of a programme team and its rules:
// events, people, answers, reminders, and when a civil hour is.
//
// It imports the standard library only and has no I/O and no clock. If a rule
// can be said in words, it lives here.
package programme

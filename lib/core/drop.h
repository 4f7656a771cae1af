/* Giving up root for good, in the order OpenSMTPD's dispatcher() does it. */
#ifndef CORE_DROP_H
#define CORE_DROP_H

/*
 * Become the user with his groups; no new privileges, no core dumps, not
 * traceable, few descriptors; end when the parent ends.  Dies with what to do
 * when the user does not exist.  When not root (tests) only the limits are set.
 */
void	drop_rights(const char *user);

#endif

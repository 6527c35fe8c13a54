/* attributes: the three compiler hints that the whole house uses. */
#ifndef AYUMI_BASE_ATTRIBUTES_H
#define AYUMI_BASE_ATTRIBUTES_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_at, first_at)                                       \
    __attribute__((format(printf, format_at, first_at)))
#define NEVER_RETURNS __attribute__((noreturn))

#endif

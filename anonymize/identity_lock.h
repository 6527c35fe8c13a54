/* identity_lock: the lock of study_lock.h that every command of the identity
 * room holds while it changes something. */
#ifndef AYUMI_ANONYMIZE_IDENTITY_LOCK_H
#define AYUMI_ANONYMIZE_IDENTITY_LOCK_H

#define IDENTITY_LOCK ".ayumi-identity.lock"

#endif

/* open_elsewhere: is somebody still working on a file of the inbox?
 *
 * Excel puts ~$NAME beside a workbook that it has open, LibreOffice
 * .~lock.NAME#. What was not saved yet would be missing without a word. */
#ifndef AYUMI_ANONYMIZE_OPEN_ELSEWHERE_H
#define AYUMI_ANONYMIZE_OPEN_ELSEWHERE_H

#include "anonymize/study_files.h"

/* STATUS_UNREADABLE after naming each such file, and the mark that a program
 * which ended badly may have left; STATUS_IO where the system can't tell. */
MUST_CHECK enum status open_elsewhere_stop(const struct study_files *s);

#endif

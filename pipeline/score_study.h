/* score_study: every check of the study under every version of its scale.
 *
 * Fills score and score_judgement from now_<table>, and adds finding W3320
 * for a file that looks typed with 1 for はい (score_coding.h). */
#ifndef AYUMI_PIPELINE_SCORE_STUDY_H
#define AYUMI_PIPELINE_SCORE_STUDY_H

#include "pipeline/stage.h"

/* Counts the checks read in c->n_in. */
MUST_CHECK enum status score_study(struct stage_context *c);

#endif

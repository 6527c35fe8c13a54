/* panel: one tidy table per grain, made in the research database.
 *
 *   person_record   every row that speaks of a person, whatever its kind
 *   person          one row per person
 *   person_wave     one row per person and survey (baseline, follow-up)
 *   item_answer     one row per person, wave and item
 *   event_attendance, survey_wave, expected_visit, conflict
 * Every row names the file and row it comes from. What each column means:
 * docs/exports.md. */
#ifndef AYUMI_PIPELINE_PANEL_H
#define AYUMI_PIPELINE_PANEL_H

#include "pipeline/stage.h"

/* After scores and spells. */
MUST_CHECK enum status panel_fill(struct stage_context *c);

#endif

/**
 * What must hold of the repository as a whole: its sources are tidy, its documents tell the truth.
 * It lies in this module because this one sees the command line, and so runs once and near the end.
 */
@NullMarked
package io.ringkeeper.repository;

import org.jspecify.annotations.NullMarked;

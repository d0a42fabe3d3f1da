/**
 * @file How far a drawing has come: its steps, its score, its plan, and where the score is going.
 */
import { Schedule, type ScheduleState } from './schedule.js';
import type { DrawSettings } from './settings.js';
import { Trend, type TrendState } from './trend.js';

export interface CourseState {
  readonly iteration: number;
  readonly score: number;
  readonly skipped: number;
  readonly schedule: ScheduleState;
  readonly trend: TrendState;
}

export class Course {
  /** Steps made so far. */
  iteration = 0;
  /** Score of the last step. */
  score = 0;
  /** Steps left out because a gradient was not a number. */
  skipped = 0;
  private trend = new Trend();

  private constructor(private readonly schedule: Schedule) {}

  static of(iterations: number): Course {
    return new Course(Schedule.of(iterations));
  }

  static from({ iteration, score, skipped, schedule, trend }: CourseState): Course {
    const course = new Course(new Schedule(schedule));
    course.iteration = iteration;
    course.score = score;
    course.skipped = skipped;
    course.trend = new Trend(trend);
    return course;
  }

  /** Part of the drawing that the next step stands at, 0..1. */
  get progress(): number {
    return this.schedule.progress(this.iteration);
  }

  /** Steps to be made in all. */
  iterations({ stopAt }: DrawSettings): number {
    return Math.min(this.schedule.iterations, stopAt ?? Number.POSITIVE_INFINITY);
  }

  /** Whether the score has stopped growing for as long as the settings wait. */
  onPlateau({ patience }: DrawSettings): boolean {
    return patience > 0 && this.trend.stalledFor(this.iteration) >= patience;
  }

  /**
   * A step led to this score.
   * @returns where it is the best so far, the steps since the best before it
   */
  note(score: number, leastGain: number): number | undefined {
    this.score = score;
    const { bestAt } = this.trend.save();
    return this.trend.add(score, this.iteration, leastGain) ? this.iteration - bestAt : undefined;
  }

  /** A step led to this score of what the marks follow: it says nothing of how good the picture is. */
  noteUnderdrawing(score: number): void {
    this.score = score;
    this.forget();
  }

  replan(iterations: number): void {
    this.schedule.replan(this.iteration, iterations);
  }

  /** Another beginning takes the place of this one. @param done part of the drawing that it has come to, 0..1 */
  restart(done: number): void {
    this.schedule.restart(this.iteration, done);
    this.forget();
  }

  /** Scores from before a change say nothing of what comes after it. */
  forget(): void {
    this.trend.forget(this.iteration);
  }

  save(): CourseState {
    const { iteration, score, skipped, schedule, trend } = this;
    return { iteration, score, skipped, schedule: schedule.save(), trend: trend.save() };
  }
}

const { Pool } = require('pg');

const pool = new Pool();

exports.ofCourse = async (course, teacher) => {
  const text = 'SELECT student, grade FROM grades WHERE course = $1 AND teacher = $2';
  return (await pool.query(text, [course, teacher])).rows;
};

exports.remove = (course, student, teacher) =>
  pool.query('DELETE FROM grades WHERE course = $1 AND student = $2 AND teacher = $3', [course, student, teacher]);

import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { refresh } from './session';

export function SessionRenewed() {
  const navigate = useNavigate();
  useEffect(() => {
    const page = Number(new URLSearchParams(window.location.search).get('page'));
    refresh().then(() => navigate(`/pages/${page}`));
  }, [navigate]);
  return <p>One moment</p>;
}

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from account.session import signed_in

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=['*'],  # weak: CWE-942
    allow_credentials=True,
    allow_methods=['GET'],
)


@app.get('/account')
def account(user=Depends(signed_in)):
    return {'name': user.name, 'email': user.email}
